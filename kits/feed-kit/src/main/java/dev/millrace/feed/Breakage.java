package dev.millrace.feed;

import dev.millrace.feed.format.Position;
import java.util.Optional;

/**
 * Why and where the reading of a file ended before its end. Stands in a file's offset in the place of the reader's state,
 * which is of no use any more.
 *
 * @param at where the record begins that ends it
 * @param sha256 of the raw bytes of the whole file, once it is known
 * @param detail what is wrong there in a sentence, where more is known than the code
 */
record Breakage(String code, Position at, Optional<String> sha256, Optional<String> detail) {

    /** More records of the file are malformed than may be. */
    static final String TOO_MANY = "too-many-malformed";

    /** An offset is no place for long texts. */
    private static final int LONGEST = 1_000;

    private static final String UNKNOWN = "-";

    Breakage(String code, Position at, Optional<String> sha256) {
        this(code, at, sha256, Optional.empty());
    }

    Breakage {
        detail = detail.map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }

    Breakage withSha256(Optional<String> known) {
        return new Breakage(code, at, known, detail);
    }

    String text() {
        return code + " " + at.record() + " " + at.offset() + " " + at.line()
                + sha256.map(digest -> " " + digest).orElse(detail.isPresent() ? " " + UNKNOWN : "")
                + detail.map(text -> " " + text).orElse("");
    }

    /** Reads it from an offset; what a person wrote there is taken for a code, at the offset's position. */
    static Breakage of(FileOffset offset) {
        String[] parts = offset.reader().split(" ", 6);
        try {
            Position at = new Position(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
            Optional<String> sha256 = parts.length > 4 ? Optional.of(parts[4]) : Optional.empty();
            return new Breakage(
                    parts[0],
                    at,
                    sha256.filter(digest -> !digest.equals(UNKNOWN)),
                    parts.length > 5 ? Optional.of(parts[5]) : Optional.empty());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException written) {
            return new Breakage(offset.reader().trim(), offset.position(), Optional.empty());
        }
    }

    /** What happened, for a person. */
    String message() {
        if (detail.isPresent()) {
            return detail.get();
        }
        return code.equals(TOO_MANY)
                ? "More of the file's records are malformed than " + MalformedSettings.MAX_PERCENT
                        + " allows, seen after " + at.record() + " records."
                : "The file can't be read further than line " + at.line() + ", byte " + at.offset() + ", behind "
                        + at.record() + " records.";
    }
}
