package dev.millrace.feed.framing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that keeps its last bytes for itself. */
final class TailGuard extends FilterInputStream {

    private final byte[] kept;
    private int filled;

    TailGuard(InputStream in, int bytes) {
        super(in);
        this.kept = new byte[bytes];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (filled < kept.length) {
            int count = in.read(kept, filled, kept.length - filled);
            if (count < 0) {
                return -1;
            }
            filled += count;
        }
        byte[] fresh = new byte[length];
        int count = in.read(fresh, 0, length);
        if (count <= 0) {
            return count;
        }
        int old = Math.min(count, kept.length);
        System.arraycopy(kept, 0, buffer, offset, old);
        System.arraycopy(fresh, 0, buffer, offset + old, count - old);
        System.arraycopy(kept, old, kept, 0, kept.length - old);
        System.arraycopy(fresh, count - old, kept, kept.length - old, old);
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
