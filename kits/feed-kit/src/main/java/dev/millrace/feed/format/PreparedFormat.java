package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * A format whose options are read and whose layouts are compiled: what is opened often, such as a frame of a session, is
 * opened from here. Thread-safe.
 */
@FunctionalInterface
public interface PreparedFormat {

    /**
     * Opens a stream that begins at {@code context.start()}.
     *
     * @param context with the configuration that the format was prepared with
     * @throws IOException when the stream fails
     */
    RecordReader open(InputStream bytes, ReadContext context) throws IOException;
}
