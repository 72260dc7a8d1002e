package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request and its end.
 *
 * @param parcel what went
 * @param reply empty where none came
 * @param end when that was known
 * @param ignored whether the receiver took nothing, and that is as good
 */
record Exchange(Parcel parcel, Optional<HttpReply> reply, Duration latency, Instant end, boolean ignored) {

    Exchange(Parcel parcel, Optional<HttpReply> reply, Duration latency, Instant end) {
        this(parcel, reply, latency, end, false);
    }

    Exchange asIgnored() {
        return new Exchange(parcel, reply, latency, end, true);
    }

    HttpCall call() {
        return parcel.call();
    }
}
