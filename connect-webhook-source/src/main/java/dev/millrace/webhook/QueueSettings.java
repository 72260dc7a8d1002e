package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What a connector holds in memory on one worker, and how its tasks share it.
 *
 * @param requests that are read, queued or not confirmed, at most
 * @param bytes of their bodies, at most
 */
record QueueSettings(int requests, long bytes, Ordering ordering) {

    static final String REQUESTS = "queue.max.requests";
    static final String BYTES = "queue.max.bytes";
    static final String ORDERING = "ordering";

    /** Which task takes a request. */
    enum Ordering {
        /** The one with the least to do. */
        NONE,
        /** Always the same for a key, as long as the tasks on the worker stay the same. */
        KEY
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Queue")
                .number(
                        REQUESTS,
                        10_000,
                        1,
                        1_000_000,
                        "How many requests a connector holds on one worker at most, from their first byte until Kafka has"
                                + " them; more are answered 503. Raise it, with the heap, for bursts that Kafka needs"
                                + " seconds to take.")
                .number(
                        BYTES,
                        64L << 20,
                        1L << 16,
                        1L << 34,
                        "How many bytes of bodies a connector holds on one worker at most; reserved before a body is read,"
                                + " else it is answered 503. Raise it, with the heap, for large bodies.")
                .choice(
                        ORDERING,
                        Ordering.NONE,
                        "Which of the tasks on a worker takes a request: none takes the least busy one; key always the same"
                                + " one for the key of the first record, so that events of a key keep the order in which"
                                + " they came in. Choose key where one sender's events follow each other.");
    }

    static QueueSettings from(AbstractConfig config) {
        return new QueueSettings(
                config.getInt(REQUESTS),
                config.getLong(BYTES),
                OptionGroup.choiceOf(Ordering.class, config.getString(ORDERING)));
    }
}
