package dev.millrace.feed.framing;

import java.io.IOException;

/** All that is left is one record. */
final class WholeCutter implements Cutter {

    private final int most;

    WholeCutter(int most) {
        this.most = most;
    }

    @Override
    public void cut(Frame frame, long offset) throws IOException {
        if (!frame.window().holds(most + 1)) {
            frame.found(frame.window().available(), 0);
            return;
        }
        boolean more = true;
        while (more) {
            more = frame.discard(Integer.MAX_VALUE);
        }
        frame.fault(FrameFault.Kind.TOO_LARGE, "it has more than " + most + " bytes");
    }
}
