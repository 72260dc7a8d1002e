package dev.millrace.feed.framing;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header in front of each record that says how long the record is.
 *
 * @param bytes of the header
 * @param at where the length begins in it, from 0
 * @param lengthBytes 1 to 4, unsigned
 * @param big whether its high byte comes first
 * @param inclusive whether the length counts the header
 * @param adjustment added to what it says
 * @param markAt where a byte stands that headers of records have
 * @param mark that byte; negative where all headers are of records
 */
record Prefix(
        int bytes, int at, int lengthBytes, boolean big, boolean inclusive, int adjustment, int markAt, int mark) {

    private static final Pattern WHEN = Pattern.compile("(\\d{1,3})=([0-9A-Fa-f]{2})");

    Prefix {
        if (at + lengthBytes > bytes || markAt >= bytes) {
            throw new IllegalArgumentException(
                    "the length and the mark must stand in the header's " + bytes + " bytes");
        }
    }

    /** One without a mark. */
    Prefix(int bytes, int at, int lengthBytes, boolean big, boolean inclusive, int adjustment) {
        this(bytes, at, lengthBytes, big, inclusive, adjustment, 0, -1);
    }

    /**
     * The same where a byte marks the headers of records.
     *
     * @param when such as {@code 0=01}; empty for no mark
     */
    Prefix when(String when) {
        if (when.isBlank()) {
            return this;
        }
        Matcher known = WHEN.matcher(when.strip());
        if (!known.matches()) {
            throw new IllegalArgumentException(
                    "must be the number of a byte from 0, an equals sign and the byte in hexadecimal, such as 0=01");
        }
        return new Prefix(
                bytes,
                at,
                lengthBytes,
                big,
                inclusive,
                adjustment,
                Integer.parseInt(known.group(1)),
                HexFormat.fromHexDigits(known.group(2)));
    }

    /** The bytes behind the header; negative where that can't be. */
    long length(byte[] header, int from) {
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            int index = from + at + (big ? i : lengthBytes - 1 - i);
            length = (length << 8) | (header[index] & 0xFF);
        }
        return length - (inclusive ? bytes : 0) + adjustment;
    }

    /** Whether a record is behind the header; the bytes behind another one are read over. */
    boolean isRecord(byte[] header, int from) {
        return mark < 0 || (header[from + markAt] & 0xFF) == mark;
    }
}
