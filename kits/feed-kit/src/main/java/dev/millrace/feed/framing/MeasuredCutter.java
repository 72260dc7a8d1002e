package dev.millrace.feed.framing;

import java.io.IOException;

/** Records that say themselves how long they are. */
final class MeasuredCutter implements Cutter {

    private final RecordMeasure measure;
    private final int before;
    private final int after;
    private final int most;

    MeasuredCutter(RecordMeasure measure, int before, int after, int most) {
        this.measure = measure;
        this.before = before;
        this.after = after;
        this.most = most;
    }

    @Override
    public void cut(Frame frame, long offset) throws IOException {
        boolean enough = frame.window().holds(before + measure.needs());
        int available = frame.window().available();
        if (available < before) {
            rest(frame, "too few for a record");
            return;
        }
        int from = frame.window().from();
        long length = measure.measure(frame.window().bytes(), from + before, from + available);
        if (length <= 0 && enough) {
            frame.fault(FrameFault.Kind.LOST, "its content does not tell how long it is");
        } else if (length <= 0) {
            rest(frame, "which do not tell how long their record is");
        } else if (length > most) {
            boolean whole = frame.discard(before + length + after);
            frame.fault(
                    whole ? FrameFault.Kind.TOO_LARGE : FrameFault.Kind.REMAINDER,
                    "it has " + length + " bytes" + (whole ? "" : ", more than are left"));
        } else if (!frame.window().holds(before + (int) length + after)) {
            rest(frame, "and the record has " + (before + length + after));
        } else {
            frame.found(before + (int) length + after, 0);
        }
    }

    private static void rest(Frame frame, String why) {
        int rest = frame.window().available();
        frame.skip(rest);
        frame.fault(FrameFault.Kind.REMAINDER, rest + " bytes are left, " + why);
    }
}
