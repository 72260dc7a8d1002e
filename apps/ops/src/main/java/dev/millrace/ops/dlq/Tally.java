package dev.millrace.ops.dlq;

/**
 * What a replay did so far.
 *
 * @param selected how many records were chosen
 * @param sent how many left for their topic
 * @param parked how many were sent too often before and left for the parked topic
 * @param dropped how many the transforms left out
 */
public record Tally(long selected, long sent, long parked, long dropped) {

    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally withSent() {
        return new Tally(selected + 1, sent + 1, parked, dropped);
    }

    Tally withParked() {
        return new Tally(selected + 1, sent, parked + 1, dropped);
    }

    Tally withDropped() {
        return new Tally(selected + 1, sent, parked, dropped + 1);
    }
}
