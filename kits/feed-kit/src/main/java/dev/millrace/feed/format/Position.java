package dev.millrace.feed.format;

/**
 * A point between two records of one source.
 *
 * @param record how many records, malformed ones included, lie before this point (0 at the start); a header is none
 * @param offset how many bytes of the decoded (decrypted, decompressed) stream lie before this point
 * @param line the number of the line that begins or goes on at this point, from 1
 */
public record Position(long record, long offset, long line) {

    public static final Position START = new Position(0, 0, 1);

    public Position {
        if (record < 0 || offset < 0 || line < 1) {
            throw new IllegalArgumentException(
                    "not a position: record " + record + ", offset " + offset + ", line " + line);
        }
    }

    /** The point after the record that begins here. */
    public Position after(long bytes, long lines) {
        return new Position(record + 1, offset + bytes, line + lines);
    }
}
