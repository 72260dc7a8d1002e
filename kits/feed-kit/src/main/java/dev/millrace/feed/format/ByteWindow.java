package dev.millrace.feed.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A movable view on a stream that keeps everything from the current record's first byte on, in one array.
 *
 * <p>Offsets given to and taken from it are relative to {@link #from()}, so that they stay right when the bytes move.
 */
public final class ByteWindow implements Closeable {

    private static final int BLOCK = 64 * 1024;

    /** The largest array that JVMs make. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private byte[] bytes = new byte[BLOCK];
    private int from;
    private int to;

    public ByteWindow(InputStream in) {
        this.in = in;
    }

    /** The array that holds the window; another one may take its place when {@link #more()} was called. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the window begins in {@link #bytes()}. */
    public int from() {
        return from;
    }

    /** How many bytes the window holds. */
    public int available() {
        return to - from;
    }

    /** Reads at least one more byte; false at the end of the stream. */
    public boolean more() throws IOException {
        if (to == bytes.length) {
            makeRoom();
        }
        int count = in.read(bytes, to, bytes.length - to);
        if (count < 0) {
            return false;
        }
        to += count;
        return true;
    }

    /** Tries to hold that many bytes; fewer are there only at the end of the stream. */
    public boolean holds(int count) throws IOException {
        while (available() < count) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Moves the window's start. */
    public void consume(int count) {
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        } else {
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, LARGEST));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
