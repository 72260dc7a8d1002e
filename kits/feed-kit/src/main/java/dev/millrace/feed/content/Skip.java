package dev.millrace.feed.content;

import java.io.IOException;
import java.io.InputStream;

/** Skips by reading, so that nothing passes by what looks at the bytes. */
final class Skip {

    private Skip() {}

    /** Reads so many bytes, fewer only at the end; returns how many. */
    static long byReading(InputStream in, long wanted) throws IOException {
        byte[] block = new byte[(int) Math.min(1 << 13, Math.max(1, wanted))];
        long left = wanted;
        while (left > 0) {
            int got = in.read(block, 0, (int) Math.min(block.length, left));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return wanted - left;
    }
}
