package dev.millrace.ops.preview;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are read of a stream. */
final class CountedInput extends FilterInputStream {

    private final AtomicLong count;

    CountedInput(InputStream in, AtomicLong count) {
        super(in);
        this.count = count;
    }

    @Override
    public int read() throws IOException {
        int got = in.read();
        if (got >= 0) {
            count.incrementAndGet();
        }
        return got;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        if (got > 0) {
            count.addAndGet(got);
        }
        return got;
    }

    /** Nothing is skipped unread, so that nothing goes uncounted. */
    @Override
    public long skip(long wanted) throws IOException {
        return readNBytes((int) Math.min(Math.max(wanted, 0), 1 << 16)).length;
    }
}
