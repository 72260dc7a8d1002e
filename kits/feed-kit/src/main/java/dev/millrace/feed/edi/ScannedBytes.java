package dev.millrace.feed.edi;

import dev.millrace.feed.format.ByteWindow;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** The bytes in front of a scanner, and the offset and the line of what it took. Not thread-safe. */
final class ScannedBytes implements Closeable {

    private final ByteWindow window;
    private final Alphabet alphabet;
    private int held;
    private long offset;
    private long line;

    ScannedBytes(ByteWindow window, Alphabet alphabet, long offset, long line) {
        this.window = window;
        this.alphabet = alphabet;
        this.offset = offset;
        this.line = line;
    }

    /** Where the bytes end that were taken. */
    long offset() {
        return offset;
    }

    long line() {
        return line;
    }

    /** Valid until more is asked for. */
    byte[] array() {
        return window.bytes();
    }

    /** Where in the array the next byte lies. */
    int base() {
        return window.from();
    }

    int available() {
        return window.available();
    }

    boolean holds(int count) throws IOException {
        return window.holds(count);
    }

    boolean more() throws IOException {
        return window.more();
    }

    int at(int index) {
        return window.bytes()[window.from() + index] & 0xFF;
    }

    boolean matches(int index, byte[] text, int from, int length) {
        int at = window.from() + index;
        return Arrays.equals(window.bytes(), at, at + length, text, from, from + length);
    }

    /** Takes bytes that stay in the window until {@link #drop}. */
    void take(int count, boolean countLines) throws IOException {
        for (int i = 0; countLines && i < count; i++) {
            int unit = at(i);
            if (alphabet.isLineFeed(unit)) {
                line++;
            } else if (alphabet.isReturn(unit)) {
                line += window.holds(i + 2) && alphabet.isLineFeed(at(i + 1)) ? 0 : 1;
            }
        }
        offset += count;
        held = count;
    }

    void drop() {
        window.consume(held);
        held = 0;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
