package dev.millrace.rest;

import dev.millrace.http.HttpCall;

/** One record on its way to the receiver. Its counts of failures belong to the thread of the {@link Lanes}. */
final class Delivery {

    private final Accepted accepted;
    private final Object lane;
    private final HttpCall call;
    private int failures;
    private int charged;

    Delivery(Accepted accepted, Object lane, HttpCall call) {
        this.accepted = accepted;
        this.lane = lane;
        this.call = call;
    }

    Accepted accepted() {
        return accepted;
    }

    /** Names the lane it goes in. */
    Object lane() {
        return lane;
    }

    HttpCall call() {
        return call;
    }

    /** The bytes that its body takes. */
    int bytes() {
        return call.body().length;
    }

    /**
     * Counts a failed attempt.
     *
     * @param charge whether the record may be to blame
     */
    void failed(boolean charge) {
        failures++;
        charged += charge ? 1 : 0;
    }

    int failures() {
        return failures;
    }

    /** The failures that the record may be to blame for. */
    int charged() {
        return charged;
    }
}
