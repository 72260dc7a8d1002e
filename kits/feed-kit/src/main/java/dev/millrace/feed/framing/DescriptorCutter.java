package dev.millrace.feed.framing;

import java.io.IOException;

/** Records and blocks behind descriptor words; its state is what is left of the block. */
final class DescriptorCutter implements Cutter {

    private static final String WORD = "the descriptor word is no length";

    private final Framing framing;
    private final Words words;
    private final int fixed;
    private final int most;
    private long left;

    /** {@code fixed} is the length of records without descriptors, 0 elsewhere. */
    DescriptorCutter(Framing framing, Words words, int fixed, int most) {
        this.framing = framing;
        this.words = words;
        this.fixed = fixed;
        this.most = most;
    }

    @Override
    public void cut(Frame frame, long offset) throws IOException {
        if (framing.isSpanned()) {
            spanned(frame);
        } else if (openBlock(frame)) {
            if (framing.hasRecordDescriptors()) {
                described(frame);
            } else {
                plain(frame);
            }
        }
    }

    @Override
    public String state() {
        return left == 0 ? "" : Long.toString(left);
    }

    @Override
    public void restore(String state) {
        left = state.isEmpty() ? 0 : Long.parseLong(state);
    }

    @Override
    public long pending() {
        return left;
    }

    @Override
    public void forget() {
        left = 0;
    }

    /** Reads a block's word where one is due; false where that failed. */
    private boolean openBlock(Frame frame) throws IOException {
        while (framing.hasBlocks() && left == 0) {
            if (!frame.window().holds(Words.BYTES)) {
                rest(frame, Words.BYTES);
                return false;
            }
            long block = words.block(frame.bytesAtWindow(), frame.window().from());
            if (block < 0) {
                lost(frame);
                return false;
            }
            frame.skip(Words.BYTES);
            left = block;
            if (left == 0 && !frame.window().holds(1)) {
                frame.nothing();
                return false;
            }
        }
        return true;
    }

    private void plain(Frame frame) throws IOException {
        long length = framing == Framing.U ? left : fixed;
        if (length > left) {
            brokenBlock(frame);
        } else {
            record(frame, length);
        }
    }

    private void described(Frame frame) throws IOException {
        int length = word(frame);
        if (length >= 0) {
            take(Words.BYTES);
            frame.skip(Words.BYTES);
            record(frame, length);
        }
    }

    /** What the word at the window's start says; negative when it is wrong, which was told then. */
    private int word(Frame frame) throws IOException {
        if (framing.hasBlocks() && left < Words.BYTES) {
            brokenBlock(frame);
            return -1;
        }
        if (!frame.window().holds(Words.BYTES)) {
            rest(frame, Words.BYTES);
            return -1;
        }
        int length = words.record(frame.bytesAtWindow(), frame.window().from(), framing.isSpanned());
        if (framing.hasBlocks() && (length < 0 || Words.BYTES + length > left)) {
            brokenBlock(frame);
            return -1;
        }
        if (length < 0) {
            lost(frame);
        }
        return length;
    }

    private void record(Frame frame, long length) throws IOException {
        if (length > most) {
            boolean whole = frame.discard(length);
            take(length);
            frame.fault(
                    whole ? FrameFault.Kind.TOO_LARGE : FrameFault.Kind.REMAINDER,
                    "it has " + length + " bytes" + (whole ? "" : ", more than are left"));
        } else if (frame.window().holds((int) length)) {
            take(length);
            frame.found((int) length, 0);
        } else {
            rest(frame, length);
        }
    }

    private void spanned(Frame frame) throws IOException {
        boolean inRecord = false;
        boolean tooLarge = false;
        while (openBlock(frame)) {
            int length = word(frame);
            if (length < 0) {
                return;
            }
            int code = words.segment(frame.bytesAtWindow(), frame.window().from());
            boolean begins = code == 0 || code == 1;
            if (begins && inRecord) {
                frame.fault(FrameFault.Kind.BROKEN, "it has no last segment");
                return;
            }
            take(Words.BYTES + length);
            frame.skip(Words.BYTES);
            if (!begins && !inRecord) {
                boolean whole = frame.discard(length);
                frame.fault(whole ? FrameFault.Kind.BROKEN : FrameFault.Kind.REMAINDER, "it has no first segment");
                return;
            }
            inRecord = true;
            tooLarge |= frame.appended() + (long) length > most;
            if (tooLarge ? !frame.discard(length) : !frame.window().holds(length)) {
                rest(frame, length);
                return;
            }
            if (!tooLarge) {
                frame.append(length);
            }
            if (code == 0 || code == 2) {
                if (tooLarge) {
                    frame.fault(FrameFault.Kind.TOO_LARGE, "it has more than " + most + " bytes");
                }
                return;
            }
        }
    }

    private void take(long bytes) {
        if (framing.hasBlocks()) {
            left -= bytes;
        }
    }

    /** The block's length is known, so that the next block can be read. */
    private void brokenBlock(Frame frame) throws IOException {
        boolean whole = frame.discard(left);
        left = 0;
        frame.fault(
                whole ? FrameFault.Kind.BROKEN : FrameFault.Kind.REMAINDER, "the records of a block do not fill it");
    }

    private void rest(Frame frame, long needed) {
        int rest = frame.window().available();
        left = 0;
        frame.skip(rest);
        frame.fault(FrameFault.Kind.REMAINDER, rest + " bytes are left where " + needed + " must follow");
    }

    /** Some fill up files with zeros; anything else makes no sense. */
    private void lost(Frame frame) throws IOException {
        long zeros = 0;
        while (frame.window().holds(1) && frame.at(0) == 0) {
            frame.skip(1);
            zeros++;
        }
        if (zeros >= Words.BYTES && frame.window().available() == 0) {
            frame.fault(FrameFault.Kind.REMAINDER, "nothing but " + zeros + " zero bytes is left");
        } else {
            frame.fault(FrameFault.Kind.LOST, WORD);
        }
    }
}
