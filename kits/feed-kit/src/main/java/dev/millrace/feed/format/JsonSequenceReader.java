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
    private final JsonCursor cursor;
    private final int enclosing;
    private Position position;
    private boolean opened;
    private boolean finished;
    private String state;

    /**
     * Reads on at a position.
     *
     * @param enclosing how many objects and arrays are open around the array
     */
    JsonSequenceReader(
            ByteWindow window,
            JsonLayout layout,
            JsonValues values,
            int maxBytes,
            int enclosing,
            String source,
            Position position) {
        this.window = window;
        this.layout = layout;
        this.values = values;
        this.scanner = new JsonScanner(window, maxBytes);
        this.source = source;
        this.position = position;
        this.cursor = new JsonCursor(window, position);
        this.enclosing = enclosing;
        this.state = layout.text();
        this.opened = position.record() > 0;
    }

    @Override
    public Read next() throws IOException {
        cursor.moveTo(position);
        if (finished) {
            return new Read.End(position);
        }
        boolean more = layout == JsonLayout.ARRAY ? findElement() : cursor.skipSpace();
        if (finished) {
            return broken(cursor.position().after(0, 0));
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
        if (!first && cursor.skipSpace() && cursor.peek() == ']') {
            return leaveArray();
        }
        if (!cursor.skipSpace() || cursor.peek() != mark) {
            finished = true;
            return false;
        }
        opened = true;
        cursor.step();
        finished = !cursor.skipSpace();
        boolean empty = first && !finished && cursor.peek() == ']';
        return empty ? leaveArray() : !finished;
    }

    private boolean leaveArray() throws IOException {
        cursor.step();
        finished = !leaveEnclosing() || cursor.skipSpace();
        return false;
    }

    /** Moves behind what the array stands in, by brackets and quotes alone; false where that has no end. */
    private boolean leaveEnclosing() throws IOException {
        boolean inText = false;
        boolean escaped = false;
        for (int depth = enclosing; depth > 0; cursor.step()) {
            if (!window.holds(1)) {
                return false;
            }
            byte b = cursor.peek();
            if (inText) {
                inText = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                inText = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return true;
    }

    private Read value() throws IOException {
        Position start = cursor.position();
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
        return MalformedCode.INVALID_JSON.fatal(source, cursor.position(), end);
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
