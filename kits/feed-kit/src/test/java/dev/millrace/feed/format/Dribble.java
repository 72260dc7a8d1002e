package dev.millrace.feed.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** A stream that never hands out more than so many bytes at once. */
final class Dribble extends FilterInputStream {

    private final int most;

    private Dribble(InputStream in, int most) {
        super(in);
        this.most = most;
    }

    static Function<InputStream, InputStream> blocksOf(int most) {
        return in -> new Dribble(in, most);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(length, most));
    }
}
