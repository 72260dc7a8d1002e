package dev.millrace.partner;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How persistent a sender of webhooks is.
 *
 * @param attempts how often it tries an event at most
 * @param giveUpAfter from an event's first attempt on; nothing begins later than that
 * @param firstBackoff the longest pause after a first failure; doubled by each further one
 * @param longestBackoff what it never exceeds
 * @param longestRetryAfter how long it waits at most when a receiver asks for it
 * @param answerTimeout how long it waits for an answer
 * @param connections how many attempts are on the wire at once; others wait for their turn
 */
public record SendingTerms(
        int attempts,
        Duration giveUpAfter,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration longestRetryAfter,
        Duration answerTimeout,
        int connections) {

    private static final int DOUBLINGS = 20;

    public SendingTerms {
        if (attempts < 1 || connections < 1) {
            throw new IllegalArgumentException("a sender needs one attempt and one connection at least");
        }
        if (firstBackoff.isNegative() || longestBackoff.isNegative() || longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException("no pause is negative");
        }
        if (answerTimeout.isNegative() || answerTimeout.isZero()) {
            throw new IllegalArgumentException("an answer takes time");
        }
    }

    /** A provider in a hurry: a thousand attempts within five minutes, never more than a second between them. */
    public static SendingTerms persistent() {
        return new SendingTerms(
                1000,
                Duration.ofMinutes(5),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                256);
    }

    /** One attempt for each event. */
    public static SendingTerms once() {
        return persistent().attempts(1);
    }

    public SendingTerms attempts(int most) {
        return new SendingTerms(
                most, giveUpAfter, firstBackoff, longestBackoff, longestRetryAfter, answerTimeout, connections);
    }

    public SendingTerms giveUpAfter(Duration most) {
        return new SendingTerms(
                attempts, most, firstBackoff, longestBackoff, longestRetryAfter, answerTimeout, connections);
    }

    public SendingTerms longestRetryAfter(Duration most) {
        return new SendingTerms(attempts, giveUpAfter, firstBackoff, longestBackoff, most, answerTimeout, connections);
    }

    public SendingTerms answerTimeout(Duration most) {
        return new SendingTerms(
                attempts, giveUpAfter, firstBackoff, longestBackoff, longestRetryAfter, most, connections);
    }

    public SendingTerms connections(int most) {
        return new SendingTerms(
                attempts, giveUpAfter, firstBackoff, longestBackoff, longestRetryAfter, answerTimeout, most);
    }

    /** The pause after this many attempts: between half and all of what doubling gives. */
    Duration backoff(int attemptsMade) {
        long doubled = firstBackoff.toNanos() << Math.min(attemptsMade - 1, DOUBLINGS);
        long longest = Math.min(Math.max(doubled, firstBackoff.toNanos()), longestBackoff.toNanos());
        return Duration.ofNanos(
                longest - (long) (longest / 2.0 * ThreadLocalRandom.current().nextDouble()));
    }
}
