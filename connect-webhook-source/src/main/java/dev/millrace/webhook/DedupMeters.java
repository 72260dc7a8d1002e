package dev.millrace.webhook;

import dev.millrace.kit.Meters;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the search for duplicates counts.
 *
 * @param evicted ids forgotten within the window, for there were too many
 * @param withoutId requests without the id that was asked for, known by their body instead
 * @param unchecked new events that were let through while the shared topic could not be read
 * @param unshared ids that could not be written to the shared topic
 */
record DedupMeters(LongAdder evicted, LongAdder withoutId, LongAdder unchecked, LongAdder unshared) {

    static DedupMeters register(Meters meters) {
        return new DedupMeters(
                meters.counter(
                        "dedup.evicted",
                        "event ids forgotten within the window, because there were more than dedup.max.entries"),
                meters.counter("dedup.without.id", "requests without an id, known by their body instead"),
                meters.counter(
                        "dedup.unchecked",
                        "events let through as new while dedup.topic could not be read: some may be duplicates"),
                meters.counter(
                        "dedup.unshared", "event ids that dedup.topic did not get: their retries may be duplicates"));
    }

    /** Figures that nobody sees. */
    static DedupMeters unseen() {
        return new DedupMeters(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
}
