package dev.millrace.rest;

/** One record on its way to the receiver. Its {@link Tries} belong to the thread of the {@link Traffic}. */
final class Delivery {

    private final Accepted accepted;
    private final Route route;
    private final Object lane;
    private final Draft draft;
    private final String host;
    private Tries tries = Tries.NONE;

    /** @param lane names the lane it goes in, among those of its receiver */
    Delivery(Accepted accepted, Route route, Object lane, Draft draft) {
        this.accepted = accepted;
        this.route = route;
        this.draft = draft;
        this.host = draft.host();
        this.lane = new LaneName(host, lane);
    }

    private record LaneName(String host, Object lane) {}

    Accepted accepted() {
        return accepted;
    }

    Route route() {
        return route;
    }

    /** Names the lane it goes in; equal for records that wait for each other. */
    Object lane() {
        return lane;
    }

    /** Where it goes: scheme, host and port. */
    String host() {
        return host;
    }

    Draft draft() {
        return draft;
    }

    /** The bytes that its body takes. */
    int bytes() {
        return draft.bytes();
    }

    /** Whether both may go in one request. */
    boolean fits(Delivery other) {
        return route == other.route && draft.fits(other.draft);
    }

    void sent(Tries now) {
        accepted.reached();
        tries = now;
    }

    Tries tries() {
        return tries;
    }
}
