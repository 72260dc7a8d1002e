package dev.millrace.feed;

import dev.millrace.feed.format.Position;
import java.util.Optional;

/**
 * Why and where the reading of a file ended before its end. Stands in a file's offset in the place of the reader's state,
 * which is of no use any more.
 *
 * @param at where the record begins that ends it
 * @param sha256 of the raw bytes of the whole file, once it is known
 */
record Breakage(String code, Position at, Optional<String> sha256) {

    /** More records of the file are malformed than may be. */
    static final String TOO_MANY = "too-many-malformed";

    Breakage withSha256(Optional<String> known) {
        return new Breakage(code, at, known);
    }

    String text() {
        return code + " " + at.record() + " " + at.offset() + " " + at.line()
                + sha256.map(digest -> " " + digest).orElse("");
    }

    /** Reads it from an offset; what a person wrote there is taken for a code, at the offset's position. */
    static Breakage of(FileOffset offset) {
        String[] parts = offset.reader().split(" ", -1);
        try {
            Position at = new Position(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
            return new Breakage(parts[0], at, parts.length > 4 ? Optional.of(parts[4]) : Optional.empty());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException written) {
            return new Breakage(offset.reader().trim(), offset.position(), Optional.empty());
        }
    }

    /** What happened, for a person. */
    String message() {
        return code.equals(TOO_MANY)
                ? "More of the file's records are malformed than " + MalformedSettings.MAX_PERCENT
                        + " allows, seen after " + at.record() + " records."
                : "The file can't be read further than line " + at.line() + ", byte " + at.offset() + ", behind "
                        + at.record() + " records.";
    }
}
