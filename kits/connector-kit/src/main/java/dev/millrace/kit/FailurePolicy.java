package dev.millrace.kit;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Turns failures into what the framework understands; no other class does. */
public final class FailurePolicy {

    /** Causes can form a circle. */
    private static final int DEEPEST = 20;

    private FailurePolicy() {}

    /** The one consequence of a kind. */
    public static Consequence consequenceOf(FailureKind kind) {
        return switch (kind) {
            case TRANSIENT, THROTTLED -> Consequence.RETRY;
            case REJECTED, MALFORMED -> Consequence.SET_ASIDE;
            case UNAUTHORIZED -> Consequence.REFRESH_CREDENTIALS;
            case MISCONFIGURED, DEFECT -> Consequence.STOP;
        };
    }

    /**
     * The exception that stops a task. All of it stands in {@code GET /connectors/{name}/status}: code and message of ours,
     * no payload. Whatever is no {@link ConnectorFailure} is a defect of ours and keeps its trace, but none of its messages:
     * nobody promised that they hold no payload.
     */
    public static ConnectException stop(Throwable failure) {
        if (failure instanceof RetriableException retriable) {
            // The framework would go on instead of stopping.
            return new ConnectException(retriable.getMessage(), retriable.getCause());
        }
        if (failure instanceof ConnectException known) {
            return known;
        }
        if (failure instanceof ConnectorFailure known) {
            return new ConnectException("[" + known.code() + "] " + known.getMessage(), known);
        }
        return new ConnectException(
                "[defect] " + failure.getClass().getName() + ": see the trace", traceOf(failure, 0));
    }

    private static Throwable traceOf(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        Throwable trace = new Throwable(
                failure.getClass().getName(), cause == null || depth == DEEPEST ? null : traceOf(cause, depth + 1));
        trace.setStackTrace(failure.getStackTrace());
        return trace;
    }

    /** What a configuration error becomes where a task meets it at its start: an exception on its key. */
    public static ConfigException misconfigured(String key, String sentence) {
        return new ConfigException(key + ": " + sentence);
    }
}
