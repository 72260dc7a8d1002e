package dev.millrace.database.reading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: each lane is given to one thread at a time, in the order in which they came back. Safe for any thread. */
final class Turns {

    /** A reading may change its mind about when it wakes, and clocks may be set. */
    private static final long LONGEST_WAIT_MILLIS = 50;

    private final List<Lane> waiting;
    private final Clock clock;
    private int running;
    private boolean ended;

    Turns(List<Lane> lanes, Clock clock) {
        this.waiting = new ArrayList<>(lanes);
        this.clock = clock;
    }

    /** Waits for the next lane whose turn it is; null when there will be none any more. */
    synchronized @Nullable Lane take() throws InterruptedException {
        while (!ended) {
            Instant now = clock.instant();
            Instant soonest = Instant.MAX;
            // Who came back last stands last: one that always has something to do starves no other.
            for (Lane lane : waiting) {
                Instant due = lane.due();
                if (!due.isAfter(now)) {
                    waiting.remove(lane);
                    running++;
                    return lane;
                }
                soonest = due.isBefore(soonest) ? due : soonest;
            }
            wait(waitMillis(now, soonest));
        }
        return null;
    }

    /** Its turn is over. */
    synchronized void giveBack(Lane lane) {
        waiting.add(lane);
        running--;
        notifyAll();
    }

    /** Nobody gets a turn any more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** How many lanes have their turn. */
    synchronized long running() {
        return running;
    }

    /** How many lanes wait for another attempt. */
    synchronized long failing() {
        return waiting.stream().filter(Lane::isFailing).count();
    }

    /** For how long the lane that waits longest has had a right to its turn, in milliseconds; 0 for none. */
    synchronized long overdueMillis() {
        Instant now = clock.instant();
        return waiting.stream()
                .map(Lane::due)
                .filter(due -> due.isBefore(now) && due.isAfter(Instant.EPOCH))
                .mapToLong(due -> Duration.between(due, now).toMillis())
                .max()
                .orElse(0);
    }

    private static long waitMillis(Instant now, Instant due) {
        return due.isAfter(now.plusMillis(LONGEST_WAIT_MILLIS))
                ? LONGEST_WAIT_MILLIS
                : Math.max(1, Duration.between(now, due).toMillis());
    }
}
