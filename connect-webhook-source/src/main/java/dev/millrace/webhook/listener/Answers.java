package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What the listener answers by itself: short, the same for everybody, and of why it says a code at most. */
final class Answers {

    /** A worker that starts: the tasks may be about to come. */
    static final String STARTING = "starting";

    /** The tasks of the route have left. */
    static final String STOPPING = "stopping";

    static final String BUSY = "busy";
    static final String QUEUE_FULL = "queue-full";
    static final String DEFECT = "defect";

    /** The body ended before its length, or the connection was idle for too long. */
    static final String BROKEN_OFF = "broken-off";

    private static final int SOONEST = 5;
    private static final int LATEST = 30;

    static final HttpAnswer NOT_FOUND = text(404, "not found");
    static final HttpAnswer TIMEOUT = text(408, "body too slow");
    static final HttpAnswer TOO_LARGE = text(413, "body too large");
    static final HttpAnswer HEADERS_TOO_LARGE = text(431, "too many header fields");
    private static final HttpAnswer NOT_ALLOWED = text(405, "method not allowed");
    private static final HttpAnswer TOO_MANY = text(429, "too many requests");
    private static final HttpAnswer UNAVAILABLE = text(503, "try again later");

    private Answers() {}

    static HttpAnswer notAllowed(String allow) {
        return NOT_ALLOWED.with("Allow", allow);
    }

    /**
     * Not now, for no reason of the sender's; senders come back at different times.
     *
     * @param reason a code, such as {@code busy}
     */
    static HttpAnswer unavailable(String reason) {
        return UNAVAILABLE
                .with("Retry-After", String.valueOf(jitter(SOONEST, LATEST)))
                .with(Route.UNAVAILABLE_REASON, reason);
    }

    /** Too much of this sender; it may come back when the wait is over. */
    static HttpAnswer tooMany(Duration wait) {
        long seconds = Math.min(LATEST, wait.toSeconds());
        return TOO_MANY.with("Retry-After", String.valueOf(seconds + jitter(1, SOONEST)));
    }

    /** The plain text for a status that the server itself came to. */
    static HttpAnswer ofServer(int status) {
        return text(
                status,
                switch (status) {
                    case 400 -> "bad request";
                    case 408 -> "too slow";
                    case 413 -> "body too large";
                    case 414 -> "address too long";
                    case 426, 505 -> "unknown version of HTTP";
                    case 431 -> "header too large";
                    case 501 -> "not implemented";
                    default -> status < 500 ? "refused" : "try again later";
                });
    }

    private static HttpAnswer text(int status, String text) {
        return HttpAnswer.of(status, "text/plain", text + "\n");
    }

    private static int jitter(int least, int most) {
        return ThreadLocalRandom.current().nextInt(least, most + 1);
    }
}
