package dev.millrace.kit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a kind, a code that machines match on, and a message that a person can act on: what happened, to which
 * file, record or URL, and what to do next. Neither the code nor the message ever holds payload; the
 * cause shows in the trace with its own message, so hand in none that quotes payload.
 */
public final class ConnectorFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String code;
    private final @Nullable Duration retryAfter;

    /**
     * A failure without a cause of its own.
     *
     * @param kind decides the consequence
     * @param code lower case words with dashes, stable over releases, such as {@code unterminated-quote}
     * @param message safe to log: coordinates, never payload
     */
    public ConnectorFailure(FailureKind kind, String code, String message) {
        this(kind, code, message, null, null);
    }

    public ConnectorFailure(FailureKind kind, String code, String message, @Nullable Throwable cause) {
        this(kind, code, message, null, cause);
    }

    /**
     * A failure of which the partner may have said how long to wait.
     *
     * @param retryAfter how long the partner asked us to wait, where it said so
     */
    public ConnectorFailure(
            FailureKind kind, String code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
        this.code = Objects.requireNonNull(code);
        this.retryAfter = retryAfter;
    }

    public FailureKind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
