package dev.millrace.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many records share a request.
 *
 * @param maxRecords 1 for a request of each record
 * @param maxBytes of the bodies together; a record that is larger goes alone
 * @param linger how long a batch that has room waits for more records, from its first one on
 * @param acrossLanes whether records of several lanes share a request
 */
record Batching(int maxRecords, long maxBytes, Duration linger, boolean acrossLanes) {

    /** Whether records go in batches; a batch of one is still written as a batch. */
    boolean isOn() {
        return maxRecords > 1;
    }

    /** Whether so much fills a request. */
    boolean isFull(int records, long bytes) {
        return records >= maxRecords || bytes >= maxBytes;
    }

    /** Whether one more record of so many bytes has room. */
    boolean hasRoom(int records, long bytes, int more) {
        return records == 0 || (records < maxRecords && bytes + more <= maxBytes);
    }

    /** Whether the first batch of a lane is to go: full, closed by a record that does not fit, or waiting long enough. */
    boolean isRipe(Lane lane, long now) {
        Delivery first = lane.first();
        if (first == null || !isOn() || isFull(lane.size(), lane.bytes()) || restOf(first, now) <= 0) {
            return true;
        }
        for (Delivery delivery : lane.queued()) {
            if (!first.fits(delivery)) {
                return true;
            }
        }
        return false;
    }

    /** How many milliseconds a batch that begins with this record may still wait; none for no record. */
    long restOf(@Nullable Delivery first, long now) {
        return first == null ? 0 : first.accepted().since() + linger.toMillis() - now;
    }
}
