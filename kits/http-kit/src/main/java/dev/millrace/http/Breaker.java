package dev.millrace.http;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a receiver that is down from a record that can't be delivered. Open, nothing is sent; after a wait one request
 * tries, and its end decides. Failures that only a record is to blame for never count. Owned by one
 * thread; {@link #state} is for any.
 */
public final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    /** So many times in a row without a connection, and no further record tries. */
    private static final int UNREACHABLE_LIMIT = 3;

    /** What the receiver is taken for. */
    public enum State {
        /** All is well. */
        CLOSED(0),
        /** The next request decides. */
        HALF_OPEN(1),
        /** Nothing is sent. */
        OPEN(2);

        private final int figure;

        State(int figure) {
            this.figure = figure;
        }

        /** Its number in the figures. */
        public int figure() {
            return figure;
        }
    }

    /** A receiver that comes and goes is told of this often. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final String task;
    private final RetryPolicy backOff;
    private final int parkedLimit;
    private final Duration retryAfterMax;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile State state = State.CLOSED;
    private int unreachable;
    private int openings;
    private long quietUntil;

    /**
     * @param task names the connector and task in the log
     * @param parkedLimit with more lanes than this waiting for another attempt, the receiver is the cause
     * @param retryAfterMax a receiver that asks for more than this is down
     */
    public Breaker(
            String task,
            RetryPolicy backOff,
            int parkedLimit,
            Duration retryAfterMax,
            Clock clock,
            RandomGenerator random) {
        this.task = task;
        this.backOff = backOff;
        this.parkedLimit = parkedLimit;
        this.retryAfterMax = retryAfterMax;
        this.clock = clock;
        this.random = random;
    }

    public State state() {
        return state;
    }

    /** Whether another request may go now. */
    public boolean admits(int inFlight) {
        return switch (state) {
            case CLOSED -> true;
            case HALF_OPEN -> inFlight == 0;
            case OPEN -> false;
        };
    }

    /** The receiver answered, and if only to refuse one record. */
    public void answered() {
        unreachable = 0;
        if (state == State.HALF_OPEN) {
            state = State.CLOSED;
            openings = 0;
            LOG.debug("{}: the receiver answers again; all goes on.", task);
        }
    }

    /**
     * The receiver failed.
     *
     * @param parked how many lanes wait for another attempt, this one included
     * @return how long to stay open, when this failure opens the breaker
     */
    public Optional<Duration> failed(ConnectorFailure failure, int parked) {
        unreachable = failure.code().equals(ResponseClassifier.UNREACHABLE) ? unreachable + 1 : 0;
        boolean longWait = failure.retryAfter()
                .filter(told -> told.compareTo(retryAfterMax) > 0)
                .isPresent();
        boolean down = unreachable >= UNREACHABLE_LIMIT || parked > parkedLimit || longWait;
        if (state == State.OPEN || (state == State.CLOSED && !down)) {
            return Optional.empty();
        }
        if (state == State.CLOSED && clock.millis() >= quietUntil) {
            quietUntil = clock.millis() + BETWEEN_WARNINGS.toMillis();
            LOG.warn(
                    "{}: the receiver is taken as down, after [{}] {}. Nothing is lost: all that is meant for it waits, and one"
                            + " request at a time finds out when it is back.",
                    task,
                    failure.code(),
                    failure.getMessage());
        }
        state = State.OPEN;
        openings++;
        Duration wait = backOff.delay(openings, capped(failure), random);
        return Optional.of(wait.compareTo(backOff.base()) < 0 ? backOff.base() : wait);
    }

    /** The wait is over. */
    public void halfOpen() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    /** The wait that the receiver asked for, as far as that is followed. */
    public Optional<Duration> capped(ConnectorFailure failure) {
        return failure.retryAfter().map(told -> told.compareTo(retryAfterMax) > 0 ? retryAfterMax : told);
    }
}
