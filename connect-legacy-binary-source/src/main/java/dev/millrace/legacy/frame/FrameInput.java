package dev.millrace.legacy.frame;

import java.io.IOException;
import java.util.Arrays;

/** Bytes that were read and not yet taken. Grows as far as it is asked to. Not thread-safe. */
public final class FrameInput {

    private static final int FIRST = 1 << 13;

    private final ByteSource source;
    private byte[] buffer = new byte[FIRST];
    private int from;
    private int to;
    private long taken;

    public FrameInput(ByteSource source) {
        this.source = source;
    }

    /** How many bytes can be looked at without reading. */
    int available() {
        return to - from;
    }

    /** How many bytes of the stream were taken or skipped. */
    public long taken() {
        return taken;
    }

    /** Whether so many bytes are there; reads until they are. False when the stream ends before. */
    boolean has(int count) throws IOException {
        while (available() < count) {
            if (read(count, ByteSource.AS_LONG_AS_IT_MAY) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads what comes within so many milliseconds.
     *
     * @return how many bytes came, 0 for none, -1 at the end
     */
    int more(long within) throws IOException {
        return read(available() + 1, within);
    }

    private int read(int count, long within) throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            if (buffer.length > 8 * FIRST) {
                buffer = new byte[FIRST];
            }
        }
        if (buffer.length - from < count || to == buffer.length) {
            int wanted = Math.max(count, Math.min(2 * available(), available() + (1 << 20)));
            byte[] next = wanted > buffer.length ? new byte[Math.max(wanted, FIRST)] : buffer;
            System.arraycopy(buffer, from, next, 0, available());
            to -= from;
            from = 0;
            buffer = next;
        }
        int got = source.read(buffer, to, buffer.length - to, within, to > from);
        if (got > 0) {
            to += got;
        }
        return got;
    }

    /** A byte that is there, counted from the first one that was not taken. */
    byte at(int index) {
        return buffer[from + index];
    }

    /** Whether these bytes stand there; all must be available. */
    boolean holds(int index, byte[] wanted) {
        return Arrays.equals(buffer, from + index, from + index + wanted.length, wanted, 0, wanted.length);
    }

    byte[] take(int count) {
        byte[] bytes = Arrays.copyOfRange(buffer, from, from + count);
        skip(count);
        return bytes;
    }

    void skip(int count) {
        from += count;
        taken += count;
    }
}
