package dev.millrace.database.reading;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.RetryPolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reading, when its turn comes, and how it fares. Belongs to whoever has it from {@link Turns}. */
final class Lane implements Outlet {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Reading reading;
    private final Outlet outlet;
    private final RetryPolicy backOff;
    private final Clock clock;
    private final RandomGenerator random;
    private final LongAdder turns;
    private final LongAdder records;
    private final LongAdder failed;
    private final LongAdder waits;
    private boolean handedOut;
    private int failures;
    private Instant notBefore = Instant.MIN;

    Lane(
            Reading reading,
            Outlet outlet,
            RetryPolicy backOff,
            ReadingMeters meters,
            Clock clock,
            RandomGenerator random) {
        this.reading = reading;
        this.outlet = outlet;
        this.backOff = backOff;
        this.clock = clock;
        this.random = random;
        this.turns = meters.counter("turns", "Turns that came to their end");
        this.records = meters.counter("records", "Records handed out");
        this.failed = meters.counter("failures", "Turns that failed and were tried again");
        this.waits = meters.counter("waits.ms", "Milliseconds of waiting that failures led to");
    }

    String name() {
        return reading.name();
    }

    /** When its turn comes. */
    Instant due() {
        Instant wakes = reading.wakes();
        return wakes.isBefore(notBefore) ? notBefore : wakes;
    }

    boolean isFailing() {
        return failures > 0;
    }

    void turn() throws SQLException, InterruptedException {
        handedOut = false;
        reading.turn(this);
        if (failures > 0) {
            LOG.info("{}: read again after {} failed attempts", name(), failures);
        }
        failures = 0;
        notBefore = Instant.MIN;
        turns.increment();
    }

    @Override
    public void hand(DatabaseRecord record) throws InterruptedException {
        outlet.hand(record);
        handedOut = true;
        records.increment();
    }

    /** Puts the next turn off. A turn that brought something counts as one that succeeded before. */
    void backOff(ConnectorFailure failure) {
        failures = handedOut ? 1 : failures + 1;
        Duration wait = backOff.delay(failures, failure.retryAfter(), random);
        notBefore = clock.instant().plus(wait);
        failed.increment();
        waits.add(wait.toMillis());
        if (failures == 1) {
            LOG.warn("{}: [{}] {}; it is tried again until it succeeds", name(), failure.code(), failure.getMessage());
        }
    }

    void close() {
        reading.close();
    }
}
