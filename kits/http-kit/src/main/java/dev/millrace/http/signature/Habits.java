package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import java.time.Duration;
import java.util.Optional;

/**
 * What a provider expects of a receiver, unless the settings say otherwise.
 *
 * @param ackTimeout how long it may wait for an answer
 * @param accepted the answer to an event that Kafka has
 * @param refusedStatus the status for a request that proves nothing
 * @param eventId where its event ids are: {@code header:Name} or {@code body:path}; empty where it has none
 * @param eventIdIsSigned whether the signature covers that id
 * @param bodyBytes how long its bodies may be at most
 */
public record Habits(
        Duration ackTimeout,
        HttpAnswer accepted,
        int refusedStatus,
        Optional<String> eventId,
        boolean eventIdIsSigned,
        long bodyBytes) {}
