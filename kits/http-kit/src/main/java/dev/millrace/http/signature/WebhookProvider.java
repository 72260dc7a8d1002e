package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * One sender's rules: how its requests are verified, which of them are handshakes, and what it expects of a receiver.
 * Thread-safe; opened with its settings, closed once.
 */
public interface WebhookProvider extends AutoCloseable {

    /** What the provider expects of every receiver. */
    Habits habits();

    /**
     * Judges a request by its raw bytes. The stage completes at once, unless keys or certificates must be fetched; it never
     * completes exceptionally.
     */
    CompletionStage<Admission> admit(ReceivedRequest request, Instant now);

    @Override
    void close();

    /** What a request is. */
    sealed interface Admission {

        /**
         * An event of a known sender.
         *
         * @param coverage which part of the request the signature covers
         * @param secret the number of the secret that matched, from 0 in the order of the settings; -1 where none is used
         */
        record Event(Coverage coverage, int secret) implements Admission {}

        /**
         * A request that asks whether this is a receiver, answered without an event.
         *
         * @param name of the handshake, such as {@code url-verification}
         */
        record Handshake(String name, HttpAnswer answer) implements Admission {}

        /**
         * A request that proves nothing.
         *
         * @param reason a code, such as {@code signature-mismatch}, {@code signature-missing}, {@code timestamp-too-old}
         * @param detail for the log: header, skew and unit, never a secret or a payload
         */
        record Refused(String reason, String detail) implements Admission {}

        /** Nobody can tell now, for a key could not be fetched: the sender should try again. */
        record Undecided(String reason, String detail) implements Admission {}
    }

    /** Which part of a request a signature covers. */
    enum Coverage {
        /** All of the body, and the id and the timestamp where the scheme has them. */
        WHOLE,
        /** Some fields of the body, or none of it. */
        PARTIAL,
        /** There is no signature: a token, a password or nothing proves the sender. */
        NONE
    }
}
