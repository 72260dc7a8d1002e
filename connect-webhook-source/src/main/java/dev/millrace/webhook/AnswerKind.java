package dev.millrace.webhook;

import java.util.Locale;

/** The answers whose words the settings decide. */
enum AnswerKind {
    /** Kafka has the event, or had it before. */
    ACCEPTED(0, 200, 299, "an event that Kafka has; without it as the provider expects, else 200"),
    /** Nothing proves who sent it. */
    REFUSED(0, 400, 404, "a request that does not prove its sender; without it as the provider expects, else 401"),
    /** It can't be read. */
    MALFORMED(400, 400, 422, "a request that can't be read"),
    /** A transform dropped it and {@code ack.on.dropped=reject}. */
    REJECTED(422, 400, 422, "an event that a transform dropped, with ack.on.dropped=reject"),
    /** It should come again later. */
    UNAVAILABLE(503, 500, 504, "a request that can't be served now and should come again");

    private final int status;
    private final int least;
    private final int most;
    private final String meaning;

    AnswerKind(int status, int least, int most, String meaning) {
        this.status = status;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    /** Unless the settings say otherwise; 0 when the provider decides. */
    int status() {
        return status;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    String meaning() {
        return meaning;
    }

    String prefix() {
        return "answer." + name().toLowerCase(Locale.ROOT) + ".";
    }
}
