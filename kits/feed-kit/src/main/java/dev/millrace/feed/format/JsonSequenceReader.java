package dev.millrace.feed.format;

import java.io.IOException;

/**
 * Reads the elements of one array, or documents one behind the other.
 *
 * <p>A value whose end is found is one record, good or malformed. Where the text is not JSON it is the last one: brackets
 * and quotes can't be trusted any more.
 */
final class JsonSequenceReader implements RecordReader {

    private final ByteWindow window;
    private final JsonLayout layout;
    private final JsonValues values;
    private final JsonScanner scanner;
    private final String source;
    private Position position;
    private Position cursor;
    private boolean opened;
    private boolean finished;
    private String state;
    private boolean afterReturn;

    JsonSequenceReader(
            ByteWindow window, JsonLayout layout, JsonValues values, int maxBytes, String source, Position position) {
        this.window = window;
        this.layout = layout;
        this.values = values;
        this.scanner = new JsonScanner(window, maxBytes);
        this.source = source;
        this.position = position;
        this.cursor = position;
        this.state = layout.text();
        this.opened = position.record() > 0;
    }

    @Override
    public Read next() throws IOException {
        cursor = position;
        afterReturn = false;
        if (finished) {
            return new Read.End(position);
        }
        boolean more = layout == JsonLayout.ARRAY ? findElement() : skipSpace();
        if (finished) {
            return broken(cursor.after(0, 0));
        }
        if (!more) {
            finished = true;
            return new Read.End(position);
        }
        return value();
    }

    /** Moves to an element; false behind the array. An array that is none finishes the reader. */
    private boolean findElement() throws IOException {
        boolean first = !opened;
        char mark = first ? '[' : ',';
        if (!first && skipSpace() && peek() == ']') {
            return leaveArray();
        }
        if (!skipSpace() || peek() != mark) {
            finished = true;
            return false;
        }
        opened = true;
        step();
        finished = !skipSpace();
        boolean empty = first && !finished && peek() == ']';
        return empty ? leaveArray() : !finished;
    }

    private boolean leaveArray() throws IOException {
        step();
        finished = skipSpace();
        return false;
    }

    private Read value() throws IOException {
        Position start = cursor;
        JsonScanner.Found found = scanner.find(0);
        if (found == JsonScanner.Found.TOO_LARGE) {
            long dropped = scanner.discard();
            Position end = start.after(dropped, scanner.lines());
            if (!scanner.complete()) {
                return broken(end);
            }
            position = end;
            return MalformedCode.RECORD_TOO_LARGE.recoverable(source, start, end);
        }
        int length = scanner.end();
        Position end = start.after(length, scanner.lines());
        if (found == JsonScanner.Found.UNFINISHED) {
            return broken(end);
        }
        try {
            Object value = values.parse(window.bytes(), window.from(), length);
            position = end;
            return new Read.Value(null, value, start, end);
        } catch (JsonValues.Unreadable e) {
            if (e.code() == MalformedCode.INVALID_JSON) {
                return broken(end);
            }
            position = end;
            return e.code().recoverable(source, start, end);
        } finally {
            window.consume(length);
        }
    }

    private Read broken(Position end) {
        finished = true;
        state = EndedReader.STATE;
        position = end;
        return MalformedCode.INVALID_JSON.fatal(source, cursor, end);
    }

    private boolean skipSpace() throws IOException {
        while (window.holds(1)) {
            if (!JsonScanner.isSpace(peek())) {
                return true;
            }
            step();
        }
        return false;
    }

    private byte peek() {
        return window.bytes()[window.from()];
    }

    private void step() {
        byte b = peek();
        boolean line = b == '\r' || (b == '\n' && !afterReturn);
        afterReturn = b == '\r';
        cursor = new Position(cursor.record(), cursor.offset() + 1, cursor.line() + (line ? 1 : 0));
        window.consume(1);
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
