package dev.millrace.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Passes a stream on and keeps the bytes that a reader took but has not finished with: so a malformed record can be cut
 * out as it came, and the digest follows the records rather than the read-ahead.
 *
 * <p>Of a record without an end it keeps the beginning, as much as is ever cut out, and the newest {@value #RECENT} bytes;
 * what lies between is digested ahead and forgotten. A reader looks ahead less than that.
 */
final class RawWindow extends FilterInputStream {

    static final int RECENT = 1 << 20;
    private static final int BLOCK = 1 << 16;

    private final int limit;
    private RunningDigest digest;
    private RunningDigest ahead;
    private byte[] window = new byte[BLOCK];
    private byte[] head = new byte[0];
    private long base;
    private long kept;
    private int from;
    private int to;

    /**
     * Has read nothing yet.
     *
     * @param base the offset of the stream's first byte in the file
     * @param limit the most bytes that {@link #slice} is asked for
     */
    RawWindow(InputStream in, long base, RunningDigest digest, int limit) {
        super(in);
        this.base = base;
        this.kept = base;
        this.digest = digest;
        this.ahead = digest;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, Math.min(length, BLOCK));
        if (count > 0) {
            keep(bytes, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long left = count;
        byte[] block = new byte[(int) Math.min(1 << 13, Math.max(1, count))];
        while (left > 0) {
            int got = read(block, 0, (int) Math.min(block.length, left));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return Math.max(0, count) - Math.max(0, left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The offset behind the last byte read. */
    long end() {
        return kept + to - from;
    }

    /** The state of the digest at the last offset released. */
    RunningDigest digest() {
        return digest;
    }

    /** Digests and forgets everything before an offset that was read already. */
    void release(long upTo) {
        if (upTo == base) {
            return;
        }
        if (upTo < kept || upTo > end()) {
            throw new IllegalStateException(
                    "offset " + upTo + " is not between " + kept + " and " + end() + ", which is what is kept");
        }
        int length = (int) (upTo - kept);
        ahead.update(window, from, length);
        digest = ahead;
        head = new byte[0];
        from += length;
        kept = upTo;
        base = upTo;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    /** A copy of what was read and not released between two offsets, cut at a limit and at what was forgotten. */
    byte[] slice(long start, long end, int most) {
        long last = Math.min(Math.min(end, end()), start + Math.min(most, limit));
        if (start >= kept) {
            int first = from + (int) (start - kept);
            return Arrays.copyOfRange(window, first, first + (int) Math.max(0, last - start));
        }
        int first = (int) Math.min(Math.max(start, base) - base, head.length);
        return Arrays.copyOfRange(head, first, (int) Math.max(first, Math.min(last - base, head.length)));
    }

    private void keep(byte[] bytes, int offset, int count) {
        if (to - from + count > 2 * RECENT + limitOfHead()) {
            forget();
        }
        if (to + count > window.length) {
            makeRoom(count);
        }
        System.arraycopy(bytes, offset, window, to, count);
        to += count;
    }

    /** Keeps the head of the record and the newest bytes. */
    private void forget() {
        if (kept == base) {
            ahead = digest.copy();
            head = Arrays.copyOfRange(window, from, from + Math.min(limit, to - from));
        }
        int length = to - from - RECENT;
        ahead.update(window, from, length);
        from += length;
        kept += length;
    }

    /** Until something was forgotten the head of the record is still in the window. */
    private int limitOfHead() {
        return kept == base ? limit : 0;
    }

    private void makeRoom(int count) {
        int held = to - from;
        byte[] target = held + count > window.length
                ? new byte[(int) Math.max((long) held + count, Math.min(window.length * 2L, 1 << 30))]
                : window;
        System.arraycopy(window, from, target, 0, held);
        window = target;
        from = 0;
        to = held;
    }
}
