package dev.millrace.webhook;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of requests that came to nothing: of each kind one line a minute with their number, for senders decide how many there
 * are. Every one is told at DEBUG. Thread-safe.
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final String connector;
    private final LogGate refused;
    private final LogGate undecided;
    private final LogGate malformed;
    private final LogGate untold;
    private final LogGate defects;

    RequestLog(String connector, LongSupplier nanos) {
        this.connector = connector;
        refused = new LogGate(nanos);
        undecided = new LogGate(nanos);
        malformed = new LogGate(nanos);
        untold = new LogGate(nanos);
        defects = new LogGate(nanos);
    }

    void refused(String request, String reason, String detail) {
        LOG.debug("{}: request {} is refused: {}, {}", connector, request, reason, detail);
        refused.ask()
                .ifPresent(count -> LOG.warn(
                        "{}: {} requests did not prove their sender; the last one, {}: {}, {}",
                        connector,
                        count,
                        request,
                        reason,
                        detail));
    }

    void undecided(String request, String reason, String detail) {
        LOG.debug("{}: the sender of request {} can't be told now: {}, {}", connector, request, reason, detail);
        undecided
                .ask()
                .ifPresent(count -> LOG.warn(
                        "{}: the senders of {} requests can't be told now; that of the last one, {}: {}, {}",
                        connector,
                        count,
                        request,
                        reason,
                        detail));
    }

    void malformed(String request, EventRefused refusal) {
        LOG.debug("{}: request {} is refused: {}, {}", connector, request, refusal.code(), refusal.getMessage());
        malformed
                .ask()
                .ifPresent(count -> LOG.warn(
                        "{}: {} requests can't become records; the last one, {}: {}, {}",
                        connector,
                        count,
                        request,
                        refusal.code(),
                        refusal.getMessage()));
    }

    void untold(String request, String handshake, EventRefused refusal) {
        untold.ask()
                .ifPresent(count -> LOG.warn(
                        "{}: {} handshakes can't be told as records; the last one, {} of request {}: {}",
                        connector,
                        count,
                        handshake,
                        request,
                        refusal.code()));
    }

    void defect(String request, Throwable cause) {
        defects.ask()
                .ifPresent(count -> LOG.error(
                        "{}: {} requests met a defect; the last one is {}", connector, count, request, cause));
    }
}
