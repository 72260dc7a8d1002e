package dev.millrace.feed.framing;

import java.io.IOException;

/** Records behind headers of any form. */
final class PrefixCutter implements Cutter {

    private final Prefix prefix;
    private final int most;

    PrefixCutter(Prefix prefix, int most) {
        this.prefix = prefix;
        this.most = most;
    }

    @Override
    public void cut(Frame frame, long offset) throws IOException {
        if (!frame.window().holds(prefix.bytes())) {
            rest(frame, prefix.bytes());
            return;
        }
        int from = frame.window().from();
        long length = prefix.length(frame.bytesAtWindow(), from);
        boolean isRecord = prefix.isRecord(frame.bytesAtWindow(), from);
        if (length < 0) {
            frame.skip(prefix.bytes());
            frame.fault(FrameFault.Kind.LOST, "the length in its header can't be");
            return;
        }
        frame.skip(prefix.bytes());
        if (!isRecord || length > most) {
            boolean whole = frame.discard(length);
            if (!whole) {
                frame.fault(FrameFault.Kind.REMAINDER, "fewer bytes are left than the " + length + " of its header");
            } else if (isRecord) {
                frame.fault(FrameFault.Kind.TOO_LARGE, "it has " + length + " bytes");
            } else {
                frame.nothing();
            }
        } else if (frame.window().holds((int) length)) {
            frame.found((int) length, 0);
        } else {
            rest(frame, length);
        }
    }

    private static void rest(Frame frame, long needed) {
        int rest = frame.window().available();
        frame.skip(rest);
        frame.fault(FrameFault.Kind.REMAINDER, rest + " bytes are left where " + needed + " must follow");
    }
}
