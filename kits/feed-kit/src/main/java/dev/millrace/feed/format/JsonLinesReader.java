package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON documents line by line; lines of white space are nothing. */
final class JsonLinesReader implements RecordReader {

    private final ByteWindow window;
    private final JsonValues values;
    private final int maxBytes;
    private final String source;
    private final LineEnds line;
    private Position position;

    JsonLinesReader(ByteWindow window, JsonValues values, int maxBytes, String source, Position position) {
        this.window = window;
        this.values = values;
        this.maxBytes = maxBytes;
        this.source = source;
        this.position = position;
        this.line = new LineEnds(window, Encoding.of(StandardCharsets.UTF_8));
    }

    @Override
    public Read next() throws IOException {
        while (window.holds(1)) {
            Position start = position;
            if (!line.find(maxBytes)) {
                position = start.after(line.discard(), line.lines());
                return MalformedCode.RECORD_TOO_LARGE.recoverable(source, start, position);
            }
            if (!blank()) {
                position = start.after(line.bytes(), line.lines());
                return document(start);
            }
            position = new Position(start.record(), start.offset() + line.bytes(), start.line() + line.lines());
            window.consume(line.bytes());
        }
        return new Read.End(position);
    }

    private Read document(Position start) {
        try {
            Object value = values.parse(window.bytes(), window.from(), line.content());
            return new Read.Value(null, value, start, position);
        } catch (JsonValues.Unreadable e) {
            return e.code().recoverable(source, start, position);
        } finally {
            window.consume(line.bytes());
        }
    }

    private boolean blank() {
        for (int i = 0; i < line.content(); i++) {
            if (!JsonScanner.isSpace(window.bytes()[window.from() + i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String state() {
        return JsonLayout.LINES.text();
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
