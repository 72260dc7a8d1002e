package dev.millrace.feed;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.Sleeper;
import java.util.random.RandomGenerator;

/** Waits between attempts as the retry policy says, until the task stops. */
final class Patience {

    static final String STOPPING = "stopping";

    private final RetryPolicy policy;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private volatile boolean stopping;

    Patience(RetryPolicy policy, Sleeper sleeper, RandomGenerator random) {
        this.policy = policy;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Ends every pause to come; the thread that pauses now must be interrupted. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * Waits before the next attempt.
     *
     * @param failures how many attempts have failed in a row
     * @throws ConnectorFailure with the code {@value #STOPPING} when the task stops meanwhile
     */
    void pause(int failures, ConnectorFailure failure) {
        if (stopping) {
            throw stopped(failure);
        }
        try {
            sleeper.sleep(policy.delay(failures, failure.retryAfter(), random));
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw stopped(failure);
        }
        if (stopping) {
            throw stopped(failure);
        }
    }

    private static ConnectorFailure stopped(ConnectorFailure failure) {
        return new ConnectorFailure(FailureKind.TRANSIENT, STOPPING, "the task stops", failure);
    }
}
