package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.signature.Habits;
import dev.millrace.webhook.listener.Route;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Puts what became of a request into words: the status map, the provider's expectations and the settings. The listener adds
 * the request's id to each. Thread-safe.
 */
final class Answers {

    private final AnswerSettings settings;
    private final AckSettings acknowledgement;
    private final Habits habits;
    private final RandomGenerator random;

    Answers(AnswerSettings settings, AckSettings acknowledgement, Habits habits, RandomGenerator random) {
        this.settings = settings;
        this.acknowledgement = acknowledgement;
        this.habits = habits;
        this.random = random;
    }

    /**
     * The event is where the acknowledgement says.
     *
     * @param first where Kafka has its first record, when that is known
     */
    HttpAnswer accepted(String request, Optional<RecordMetadata> first) {
        HttpAnswer answer = worded(AnswerKind.ACCEPTED, request, "accepted", habits.accepted());
        return settings.tellsPlace() && first.isPresent() ? placed(answer, first.get()) : answer;
    }

    /** Kafka had the event before. */
    HttpAnswer duplicate(String request) {
        HttpAnswer answer = accepted(request, Optional.empty());
        return settings.marksDuplicates() ? answer.with("X-Duplicate", "true") : answer;
    }

    /** Nothing proves the sender: no detail, which would help one who guesses. */
    HttpAnswer refused(String request) {
        return worded(AnswerKind.REFUSED, request, "refused", HttpAnswer.of(habits.refusedStatus()));
    }

    HttpAnswer malformed(String request, String reason) {
        return worded(AnswerKind.MALFORMED, request, reason, HttpAnswer.of(400));
    }

    /** RFC 9110, 15.5.16 and 12.5.3: what could be read is named. */
    HttpAnswer unsupported(boolean encoding) {
        HttpAnswer answer = HttpAnswer.of(415);
        return encoding ? answer.with("Accept-Encoding", BodyDecoder.KNOWN) : answer;
    }

    HttpAnswer tooLarge() {
        return HttpAnswer.of(413);
    }

    /** A transform dropped the event, and {@code ack.on.dropped=reject}. */
    HttpAnswer rejected(String request) {
        return worded(AnswerKind.REJECTED, request, "dropped", HttpAnswer.of(422));
    }

    /** A passing condition, always with a time to wait and a code that says why. */
    HttpAnswer unavailable(String request, Unavailable reason) {
        int least = acknowledgement.retryAfterLeastSeconds();
        int wait = least + random.nextInt(acknowledgement.retryAfterMostSeconds() - least + 1);
        return worded(AnswerKind.UNAVAILABLE, request, reason.code(), HttpAnswer.of(503))
                .with("Retry-After", String.valueOf(wait))
                .with(Route.UNAVAILABLE_REASON, reason.code());
    }

    private HttpAnswer worded(AnswerKind kind, String request, String reason, HttpAnswer usual) {
        AnswerSettings.Words words = settings.of(kind);
        int status = words.status().orElse(usual.status());
        if (words.body().isEmpty()) {
            return new HttpAnswer(status, usual.headers(), usual.body());
        }
        String text = words.body().get().fill(place -> place.equals(AnswerSettings.REQUEST_ID) ? request : reason);
        return HttpAnswer.of(status, words.contentType(), text);
    }

    private static HttpAnswer placed(HttpAnswer answer, RecordMetadata place) {
        return answer.with("X-Kafka-Topic", place.topic())
                .with("X-Kafka-Partition", String.valueOf(place.partition()))
                .with("X-Kafka-Offset", String.valueOf(place.offset()));
    }
}
