package dev.millrace.partner;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver one event.
 *
 * @param number from 1 for each event
 * @param begun when the request was sent
 * @param took until the answer was complete or given up
 * @param status of the answer; {@link #NO_ANSWER} when there was none
 * @param fault why there was no answer; empty when there was one
 */
public record WebhookAttempt(int number, Instant begun, Duration took, int status, String fault) {

    /** The connection failed, broke or was silent for too long: nobody knows what became of the request. */
    public static final int NO_ANSWER = 0;

    /** Whether the receiver took the event: a 2xx. */
    public boolean acknowledged() {
        return status >= 200 && status < 300;
    }

    /** Whether a provider would try again: without an answer, after a 429 and after a 5xx. */
    boolean retriable() {
        return status == NO_ANSWER || status == 429 || status >= 500;
    }
}
