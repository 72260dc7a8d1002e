package dev.millrace.feed.framing;

/**
 * How descriptor words are read: big-endian and inclusive as z/OS writes them (DFSMS Using Data Sets, "Record descriptor word"
 * and "Block descriptor word"), or as programs elsewhere do.
 *
 * @param big whether the length stands in the first two bytes, high byte first; little-endian words are their mirror image
 * @param recordInclusive whether a record's length counts its word
 * @param blockInclusive whether a block's length counts its word
 * @param recordAdjustment added to what a record's word says
 * @param blockAdjustment added to what a block's word says
 */
record Words(boolean big, boolean recordInclusive, boolean blockInclusive, int recordAdjustment, int blockAdjustment) {

    static final int BYTES = 4;
    private static final long NONE = -1;

    /** The bytes of the record behind the word; negative where it is none. */
    int record(byte[] bytes, int at, boolean spanned) {
        long word = word(bytes, at);
        if (word == 0) {
            return (int) NONE;
        }
        long high = word >>> 16;
        long low = word & 0xFFFF;
        // Of the lower half only the segment's code is in use; with nothing above it, some write a length of four
        // bytes.
        boolean isLength = spanned ? (low & 0xFCFF) == 0 : low == 0;
        long length = isLength ? high : high == 0 ? low : NONE;
        return (int) (length < 0 ? NONE : Math.max(NONE, length - (recordInclusive ? BYTES : 0) + recordAdjustment));
    }

    /** 0 for a whole record, 1 for its first segment, 2 for its last and 3 for one between. */
    int segment(byte[] bytes, int at) {
        return (int) (word(bytes, at) >>> 8) & 3;
    }

    /** The bytes of the block behind the word; negative where it is none. With its first bit set the word is one number. */
    long block(byte[] bytes, int at) {
        long word = word(bytes, at);
        if (word == 0) {
            return NONE;
        }
        boolean extended = word >>> 31 == 1;
        long length = extended ? word & 0x7FFF_FFFF : (word & 0xFFFF) == 0 ? word >>> 16 : NONE;
        return length < 0 ? NONE : Math.max(NONE, length - (blockInclusive ? BYTES : 0) + blockAdjustment);
    }

    private long word(byte[] bytes, int at) {
        long word = 0;
        for (int i = 0; i < BYTES; i++) {
            word = (word << 8) | (bytes[at + (big ? i : BYTES - 1 - i)] & 0xFF);
        }
        return word;
    }

    /**
     * How many records lie in bytes when they are read so.
     *
     * @param all whether the stream ends behind them
     * @return negative where they are no such records
     */
    int count(Framing framing, int length, byte[] bytes, int from, int to, boolean all) {
        long at = from;
        int count = 0;
        while (at + BYTES <= to) {
            long end;
            if (framing.hasBlocks()) {
                long block = block(bytes, (int) at);
                end = at + BYTES + block;
                int inBlock = block < 0 ? -1 : inBlock(framing, length, bytes, (int) at + BYTES, end, to);
                if (inBlock < 0) {
                    return -1;
                }
                count += inBlock;
            } else {
                int record = record(bytes, (int) at, framing.isSpanned());
                if (record < 0) {
                    return -1;
                }
                end = at + BYTES + record;
                count++;
            }
            at = end;
        }
        return all && at != to ? -1 : count;
    }

    private int inBlock(Framing framing, int length, byte[] bytes, int from, long end, int to) {
        if (!framing.hasRecordDescriptors()) {
            return framing == Framing.VBFR && length > 0 && (end - from) % length != 0 ? -1 : 1;
        }
        long at = from;
        int count = 0;
        while (at < end && at + BYTES <= to) {
            int record = record(bytes, (int) at, framing.isSpanned());
            at += BYTES + record;
            if (record < 0 || at > end) {
                return -1;
            }
            count++;
        }
        return count;
    }

    /** The words that a text says. */
    static Words parse(String text, int recordAdjustment, int blockAdjustment) {
        if (!text.matches("[bl][ix][ix]")) {
            throw new IllegalArgumentException("not a state of this framing");
        }
        return new Words(
                text.charAt(0) == 'b', text.charAt(1) == 'i', text.charAt(2) == 'i', recordAdjustment, blockAdjustment);
    }

    /** What {@link #parse} reads. */
    String text() {
        return (big ? "b" : "l") + (recordInclusive ? "i" : "x") + (blockInclusive ? "i" : "x");
    }
}
