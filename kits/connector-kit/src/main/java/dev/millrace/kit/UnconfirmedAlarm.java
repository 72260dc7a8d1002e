package dev.millrace.kit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once when Kafka has not confirmed a record for 30 seconds, and once more when it has again. A topic that does not
 * exist and may not be created blocks the worker's producer without a word; a thread of our own is the only one that can
 * still speak then.
 */
public final class UnconfirmedAlarm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedAlarm.class);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String task;
    private final LongSupplier ageMillis;
    private final ScheduledExecutorService timer;
    private boolean raised;

    /**
     * @param task names the connector and task in the warning
     * @param ageMillis the age of the oldest unconfirmed record in milliseconds, 0 for none; asked from the alarm's thread
     */
    public UnconfirmedAlarm(String task, LongSupplier ageMillis) {
        this.task = task;
        this.ageMillis = ageMillis;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "millrace-unconfirmed-" + task);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looks every 5 seconds from now on. */
    public UnconfirmedAlarm start() {
        return start(Duration.ofSeconds(5));
    }

    UnconfirmedAlarm start(Duration interval) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                this::checkSafely, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** A timer forgets work that throws; an alarm must not fall silent for that. */
    void checkSafely() {
        try {
            check();
        } catch (RuntimeException failed) {
            LOG.debug("{}: the age of the oldest unconfirmed record can't be told", task, failed);
        }
    }

    /** Looks once; true when it warned. */
    boolean check() {
        long age = ageMillis.getAsLong();
        if (age >= PATIENCE.toMillis() && !raised) {
            raised = true;
            LOG.warn(
                    "{}: Kafka has not confirmed a record for {} s. Check that the brokers can be reached and that every"
                            + " topic this connector writes to exists or may be created (topic.creation.default.*);"
                            + " topics for side records, such as audits and what is malformed or rejected, count too.",
                    task,
                    age / 1000);
            return true;
        }
        if (age < PATIENCE.toMillis() && raised) {
            raised = false;
            LOG.info("{}: Kafka confirms records again.", task);
        }
        return false;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
