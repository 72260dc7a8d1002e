package dev.millrace.http;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.time.Clock;
import java.util.Optional;

/**
 * Says what the end of a request means. The rules, by status:
 *
 * <ul>
 *   <li>2xx: delivered
 *   <li>429, and 503 with {@code Retry-After}: THROTTLED (RFC 6585 section 4, RFC 9110 section 10.2.3)
 *   <li>408, 425, other 5xx, and no reply at all: TRANSIENT
 *   <li>401, 403, 407: UNAUTHORIZED; no record is to blame for a password
 *   <li>other 4xx: REJECTED; the receiver refuses this record
 *   <li>3xx, and what no final status can be: MISCONFIGURED. Redirects are not followed, because that may change the
 *       method and would carry credentials to another host; and every record would meet the same answer.
 * </ul>
 *
 * <p>Immutable; any thread may ask.
 */
public final class ResponseClassifier {

    /** The code of a failure that happened before a byte was sent: no record is to blame for it. */
    public static final String UNREACHABLE = "endpoint-unreachable";

    private final String endpoint;
    private final Clock clock;

    /** @param endpoint names the receiver in messages: scheme, host and path, no query */
    public ResponseClassifier(String endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** The failure that a reply stands for; empty when the receiver has the record. */
    public Optional<ConnectorFailure> failureOf(HttpReply reply) {
        int status = reply.status();
        return switch (status / 100) {
            case 2 -> Optional.empty();
            case 4 ->
                switch (status) {
                    case 401, 403, 407 ->
                        failure(
                                FailureKind.UNAUTHORIZED,
                                reply,
                                "answered " + status + ": correct the credentials, or what they may do there");
                    case 408, 425 -> failure(FailureKind.TRANSIENT, reply, "answered " + status);
                    case 429 -> failure(FailureKind.THROTTLED, reply, "answered 429, too many requests");
                    default -> failure(FailureKind.REJECTED, reply, "refused the record with " + status);
                };
            case 5 ->
                failure(
                        status == 503 && reply.header("Retry-After").isPresent()
                                ? FailureKind.THROTTLED
                                : FailureKind.TRANSIENT,
                        reply,
                        "answered " + status);
            default ->
                failure(
                        FailureKind.MISCONFIGURED,
                        reply,
                        "answered " + status + ", which is no answer to a record: set http.url to the final address,"
                                + " redirects are not followed");
        };
    }

    /** The failure that no reply stands for. */
    public ConnectorFailure failureOf(HttpFault fault) {
        String code = switch (fault.stage()) {
            case CONNECT -> UNREACHABLE;
            case UNANSWERED -> "connection-lost";
            case TIMEOUT -> "request-timeout";
            case BROKEN -> "reply-broken";
        };
        return new ConnectorFailure(
                FailureKind.TRANSIENT, code, endpoint + ": " + fault.getMessage(), fault.getCause());
    }

    private Optional<ConnectorFailure> failure(FailureKind kind, HttpReply reply, String sentence) {
        return Optional.of(new ConnectorFailure(
                kind,
                "http-" + reply.status(),
                endpoint + " " + sentence,
                RetryAfter.of(reply, clock).orElse(null),
                null));
    }
}
