package dev.millrace.feed.framing;

import dev.millrace.feed.format.ByteWindow;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The record that a cutter finds at the window's start; one for a stream, used again and again. */
final class Frame {

    private final ByteWindow window;
    private byte[] own = new byte[0];
    private int ownLength = -1;
    private int length;
    private int held;
    private long taken;
    private int lines;
    private boolean nothing;
    private @Nullable FrameFault fault;

    Frame(ByteWindow window) {
        this.window = window;
    }

    /** Goes behind what was found before. */
    void begin() {
        window.consume(held);
        held = 0;
        taken = 0;
        lines = 0;
        length = 0;
        ownLength = -1;
        nothing = false;
        fault = null;
    }

    ByteWindow window() {
        return window;
    }

    /** The array of the window, whatever pieces there are. */
    byte[] bytesAtWindow() {
        return window.bytes();
    }

    /** The unsigned byte at an offset in the window. */
    int at(int offset) {
        return window.bytes()[window.from() + offset] & 0xFF;
    }

    /** Goes behind bytes that the window holds and that are no part of the record. */
    void skip(int count) {
        window.consume(count);
        taken += count;
    }

    /** Reads over bytes; false when the stream ends before. */
    boolean discard(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (window.available() == 0 && !window.more()) {
                return false;
            }
            int step = (int) Math.min(left, window.available());
            skip(step);
            left -= step;
        }
        return true;
    }

    /** The record lies at the window's start; {@code after} bytes behind it go with it. */
    void found(int bytes, int after) {
        length = bytes;
        held = bytes + after;
        taken += held;
    }

    /** The same, its line ended; an empty line is no record. */
    void line(int bytes, int after) {
        found(bytes, after);
        lines = after > 0 ? 1 : 0;
        nothing = bytes == 0;
    }

    /** What was gone over is no record and no fault. */
    void nothing() {
        nothing = true;
    }

    boolean isNothing() {
        return nothing;
    }

    /** Adds a piece at the window's start to a record in pieces. */
    void append(int bytes) {
        int size = Math.max(0, ownLength);
        if (own.length < size + bytes) {
            own = Arrays.copyOf(own, Math.max(size + bytes, 2 * own.length));
        }
        System.arraycopy(window.bytes(), window.from(), own, size, bytes);
        ownLength = size + bytes;
        skip(bytes);
    }

    /** How many bytes the pieces have. */
    int appended() {
        return Math.max(0, ownLength);
    }

    /** What was gone over is no record. */
    void fault(FrameFault.Kind kind, String detail) {
        fault = new FrameFault(kind, detail);
    }

    /** The same, of a line. */
    void lineFault(FrameFault.Kind kind, String detail, int lineEnds) {
        fault(kind, detail);
        lines = lineEnds;
    }

    byte[] bytes() {
        return ownLength >= 0 ? own : window.bytes();
    }

    int from() {
        return ownLength >= 0 ? 0 : window.from();
    }

    int length() {
        return ownLength >= 0 ? ownLength : length;
    }

    long taken() {
        return taken;
    }

    int lines() {
        return lines;
    }

    @Nullable
    FrameFault fault() {
        return fault;
    }
}
