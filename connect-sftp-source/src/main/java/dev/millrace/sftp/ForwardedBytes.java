package dev.millrace.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What a jump host hands on, between the thread that receives it and the one that reads it. Bounded: who sends faster than
 * is read waits.
 */
final class ForwardedBytes extends InputStream {

    private static final int MOST = 1 << 18;

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int position;
    private int held;
    private int patience;
    private boolean ended;

    /** Where what is received goes; closing it ends the stream behind what it holds. */
    OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                put(Arrays.copyOfRange(bytes, from, from + length));
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    /** How long a read waits, in milliseconds; 0 is for ever. */
    synchronized void patience(int milliseconds) {
        patience = milliseconds;
    }

    synchronized int patience() {
        return patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        awaitBytes();
        byte[] first = chunks.peekFirst();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, target, from, count);
        position += count;
        held -= count;
        if (position == first.length) {
            chunks.removeFirst();
            position = 0;
        }
        notifyAll();
        return count;
    }

    @Override
    public synchronized int available() {
        return held;
    }

    /** What is held is let go. */
    @Override
    public synchronized void close() {
        chunks.clear();
        held = 0;
        position = 0;
        end();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private synchronized void put(byte[] chunk) throws IOException {
        try {
            while (held >= MOST && !ended) {
                wait();
            }
        } catch (InterruptedException told) {
            throw interrupted();
        }
        if (ended) {
            throw new IOException("nobody reads any more");
        }
        if (chunk.length > 0) {
            chunks.addLast(chunk);
            held += chunk.length;
            notifyAll();
        }
    }

    private synchronized void awaitBytes() throws IOException {
        long ends = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        try {
            while (chunks.isEmpty() && !ended) {
                long left = patience == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(ends - System.nanoTime() + 999_999);
                if (patience > 0 && left <= 0) {
                    throw new SocketTimeoutException("nothing came for " + patience + " ms");
                }
                wait(left);
            }
        } catch (InterruptedException told) {
            throw interrupted();
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the jump host");
    }
}
