package dev.millrace.feed.format;

import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** Reads a stream to its end; resumed behind its record, it finds nothing. Lines are not counted. */
final class WholeFileReader implements RecordReader {

    private final ByteWindow window;
    private final int maxBytes;
    private final String source;
    private Position position;
    private boolean finished;

    WholeFileReader(ByteWindow window, int maxBytes, ReadContext context) {
        this.window = window;
        this.maxBytes = maxBytes;
        this.source = context.source();
        this.position = context.start();
        this.finished = context.start().offset() > 0;
    }

    @Override
    public Read next() throws IOException {
        if (finished || !window.holds(1)) {
            return new Read.End(position);
        }
        finished = true;
        Position start = position;
        if (window.holds(maxBytes + 1)) {
            position = start.after(maxBytes + 1L, 0);
            return MalformedCode.RECORD_TOO_LARGE.fatal(source, start, position);
        }
        position = start.after(window.available(), 0);
        byte[] file = Arrays.copyOfRange(window.bytes(), window.from(), window.from() + window.available());
        return new Read.Value(Schema.BYTES_SCHEMA, file, start, position);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
