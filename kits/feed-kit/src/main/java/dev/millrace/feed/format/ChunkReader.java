package dev.millrace.feed.format;

import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/** Reads a stream in pieces of one size, numbered in their headers; resumes behind any of them. Lines are not counted. */
final class ChunkReader implements RecordReader {

    private static final String NUMBER = "millrace.chunk";
    private static final String COUNT = "millrace.chunks";

    private final ByteWindow window;
    private final int size;
    private Position position;

    ChunkReader(ByteWindow window, int size, Position start) {
        this.window = window;
        this.size = size;
        this.position = start;
    }

    @Override
    public Read next() throws IOException {
        // One byte more tells whether the chunk is the last one.
        boolean last = !window.holds(size + 1);
        int length = last ? window.available() : size;
        if (length == 0) {
            return new Read.End(position);
        }
        Position start = position;
        position = start.after(length, 0);
        byte[] chunk = Arrays.copyOfRange(window.bytes(), window.from(), window.from() + length);
        window.consume(length);
        Headers headers = new ConnectHeaders().addLong(NUMBER, start.record());
        if (last) {
            headers.addLong(COUNT, position.record());
        }
        return new Read.Value(Schema.BYTES_SCHEMA, chunk, headers, start, position);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
