package dev.millrace.feed.format;

import java.io.IOException;

/** Moves to the value that a pointer names, over everything before it, in memory for one key or value at most. */
final class JsonSeeker {

    private final ByteWindow window;
    private final JsonCursor cursor;
    private final JsonScanner scanner;
    private final JsonValues values;

    JsonSeeker(ByteWindow window, JsonCursor cursor, JsonValues values, int maxBytes) {
        this.window = window;
        this.cursor = cursor;
        this.scanner = new JsonScanner(window, maxBytes);
        this.values = values;
    }

    /** Whether an array stands where the pointer says; the cursor is at its bracket then, and anywhere otherwise. */
    boolean findArray(JsonPointer pointer) throws IOException {
        for (String key : pointer.keys()) {
            if (!cursor.skipSpace() || !(cursor.peek() == '{' ? findMember(key) : findElement(key))) {
                return false;
            }
        }
        return cursor.skipSpace() && cursor.peek() == '[';
    }

    private boolean findMember(String key) throws IOException {
        do {
            cursor.step();
            if (!cursor.skipSpace() || cursor.peek() != '"') {
                return false;
            }
            Object name = key();
            if (!cursor.skipSpace() || cursor.peek() != ':') {
                return false;
            }
            cursor.step();
            if (key.equals(name)) {
                return true;
            }
        } while (skipValue() && cursor.peek() == ',');
        return false;
    }

    private boolean findElement(String key) throws IOException {
        if (cursor.peek() != '[' || !key.matches("0|[1-9][0-9]{0,8}")) {
            return false;
        }
        cursor.step();
        for (int left = Integer.parseInt(key); left > 0; left--) {
            if (!skipValue() || cursor.peek() != ',') {
                return false;
            }
            cursor.step();
        }
        return true;
    }

    /** The text of a key; none that anybody looks for where it can't be read. */
    private Object key() throws IOException {
        if (scanner.find(0) != JsonScanner.Found.VALUE) {
            return false;
        }
        int length = scanner.end();
        try {
            Object name = values.parse(window.bytes(), window.from(), length);
            return name == null ? false : name;
        } catch (JsonValues.Unreadable unreadable) {
            return false;
        } finally {
            consumed(length, scanner.lines());
            window.consume(length);
        }
    }

    /** Moves behind a value and the space behind it; false where the stream ends. */
    private boolean skipValue() throws IOException {
        if (!cursor.skipSpace()) {
            return false;
        }
        JsonScanner.Found found = scanner.find(0);
        long length = scanner.end();
        if (found == JsonScanner.Found.TOO_LARGE) {
            length = scanner.discard();
        } else {
            window.consume((int) length);
        }
        consumed(length, scanner.lines());
        return cursor.skipSpace();
    }

    private void consumed(long bytes, long lines) {
        Position before = cursor.position();
        cursor.moveTo(new Position(before.record(), before.offset() + bytes, before.line() + lines));
    }
}
