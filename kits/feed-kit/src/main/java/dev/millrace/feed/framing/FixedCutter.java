package dev.millrace.feed.framing;

import java.io.IOException;

/** Records of one length, maybe in blocks that end with padding. */
final class FixedCutter implements Cutter {

    private final int length;
    private final long block;
    private final long used;

    /**
     * Cuts records of {@code length} bytes.
     *
     * @param block the bytes of a block; 0 where there are none
     * @param records how many it holds; 0 for as many as fit
     */
    FixedCutter(int length, long block, long records) {
        this.length = length;
        this.block = block;
        this.used = length * (records > 0 ? records : block / length);
    }

    @Override
    public void cut(Frame frame, long offset) throws IOException {
        int padding = padding(offset);
        if (!frame.window().holds(length)) {
            int rest = frame.window().available();
            frame.skip(rest);
            frame.fault(
                    FrameFault.Kind.REMAINDER,
                    rest + " bytes are left, and a record has " + length
                            + "; the length of the whole is no multiple of it");
        } else if (frame.window().holds(length + padding)) {
            frame.found(length, padding);
        } else {
            frame.found(length, frame.window().available() - length);
        }
    }

    /** What stands between the record and the next block, where it is its block's last one. */
    private int padding(long offset) {
        if (block == 0) {
            return 0;
        }
        long end = offset % block + length;
        return end >= used ? (int) Math.max(0, block - end) : 0;
    }
}
