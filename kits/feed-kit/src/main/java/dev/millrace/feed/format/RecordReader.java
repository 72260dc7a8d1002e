package dev.millrace.feed.format;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads one stream record by record. Not thread-safe. Closing it closes the stream.
 *
 * <p>Memory is bounded by one record; a record above the format's limit is {@link Read.Malformed}.
 */
public interface RecordReader extends Closeable {

    /**
     * The next record, or what stands in its place.
     *
     * @throws IOException when the stream fails; the reader is of no use then, and a new one may resume at the last
     *     record's end
     */
    Read next() throws IOException;

    /**
     * What a resume needs beside the position, such as the header: short, printable, the same string object as long as it
     * does not change. Valid for the end of the record that {@link #next()} returned last.
     */
    default String state() {
        return "";
    }
}
