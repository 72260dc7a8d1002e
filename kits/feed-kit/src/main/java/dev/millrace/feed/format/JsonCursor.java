package dev.millrace.feed.format;

import java.io.IOException;

/** A place in a JSON text that moves byte by byte and counts lines. */
final class JsonCursor {

    private final ByteWindow window;
    private Position position;
    private boolean afterReturn;

    JsonCursor(ByteWindow window, Position position) {
        this.window = window;
        this.position = position;
    }

    Position position() {
        return position;
    }

    /** Goes on behind what was consumed otherwise. */
    void moveTo(Position behind) {
        position = behind;
        afterReturn = false;
    }

    /** Moves to the next byte that is no white space; false at the end of the stream. */
    boolean skipSpace() throws IOException {
        while (window.holds(1)) {
            if (!JsonScanner.isSpace(peek())) {
                return true;
            }
            step();
        }
        return false;
    }

    byte peek() {
        return window.bytes()[window.from()];
    }

    void step() {
        byte b = peek();
        boolean line = b == '\r' || (b == '\n' && !afterReturn);
        afterReturn = b == '\r';
        position = new Position(position.record(), position.offset() + 1, position.line() + (line ? 1 : 0));
        window.consume(1);
    }
}
