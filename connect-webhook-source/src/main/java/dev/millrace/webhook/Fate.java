package dev.millrace.webhook;

import org.apache.kafka.clients.producer.RecordMetadata;

/** What became of an event. */
sealed interface Fate {

    /** Kafka has all its records. */
    record Confirmed(RecordMetadata first) implements Fate {}

    /**
     * At least one record was dropped on its way; Kafka has the others.
     *
     * @param confirmed how many Kafka has
     */
    record Dropped(int confirmed) implements Fate {}

    /** Nobody will tell any more, or it never reached Kafka. */
    record Lost(Unavailable reason) implements Fate {}
}
