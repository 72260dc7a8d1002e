package dev.millrace.http;

import dev.millrace.http.reply.ClassifierSettings;
import dev.millrace.http.reply.Finding;
import dev.millrace.http.reply.ReplyBody;
import dev.millrace.http.reply.ReplyJudge;
import dev.millrace.http.reply.Verdict;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Says what the end of a request means. The settings have the first word, then what a SOAP or GraphQL body says, then the
 * status:
 *
 * <ul>
 *   <li>2xx: delivered
 *   <li>429, and 503 with {@code Retry-After}: THROTTLED (RFC 6585 section 4, RFC 9110 section 10.2.3)
 *   <li>408, 425, other 5xx, and no reply at all: TRANSIENT
 *   <li>401, 403, 407: UNAUTHORIZED; no record is to blame for a password
 *   <li>other 4xx: REJECTED; the receiver refuses this record
 *   <li>3xx, and what no final status can be: MISCONFIGURED. A redirect that is not followed may change the method and would
 *       carry credentials to another host; and every record would meet the same answer.
 * </ul>
 *
 * <p>Messages name the status, codes and problem types, never text of a body. Immutable; any thread may ask.
 */
public final class ResponseClassifier {

    /** The code of a failure that happened before a byte was sent: no record is to blame for it. */
    public static final String UNREACHABLE = "endpoint-unreachable";

    private final ReplyJudge judge;
    private final String endpoint;
    private final Clock clock;

    /** @param endpoint names the receiver in messages: scheme, host and path, no query */
    public ResponseClassifier(String endpoint, Clock clock) {
        this(ClassifierSettings.standard(), endpoint, clock);
    }

    /** @param endpoint names the receiver in messages: scheme, host and path, no query */
    public ResponseClassifier(ClassifierSettings settings, String endpoint, Clock clock) {
        this.judge = new ReplyJudge(settings);
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** The failure that a reply stands for; empty when nothing is left to do. */
    public Optional<ConnectorFailure> failureOf(HttpReply reply) {
        return judge(reply).failure();
    }

    /** What a reply means. */
    public Verdict judge(HttpReply reply) {
        Optional<Duration> wait = RetryAfter.of(reply, clock);
        Finding found = judge.judge(
                reply.status(),
                new ReplyBody(reply.body(), reply.header("Content-Type").orElse(""), reply.truncated()),
                reply.header("Retry-After").isPresent());
        return new Verdict(
                found.meaning(),
                found.kind()
                        .map(kind -> new ConnectorFailure(
                                kind, found.code(), endpoint + " " + found.sentence(), wait.orElse(null), null)));
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
}
