package dev.millrace.webhook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which events Kafka has, within a window of time and number. Thread-safe; {@link #contains}, {@link #add} and {@link #share}
 * never block.
 */
interface SeenEvents extends AutoCloseable {

    /** Whether Kafka has an event of this key; never true for one that it has not. */
    boolean contains(EventKey key);

    /** Kafka has the event. */
    void add(EventKey key);

    /**
     * Like {@link #add}, with word of when the sender may be answered: a retry at any other worker is known from then on, but
     * for the moment that news takes to travel. The stage completes within half a second in any case, and never exceptionally.
     */
    default CompletionStage<Void> share(EventKey key) {
        add(key);
        return CompletableFuture.completedStage(null);
    }

    /** Whether the past is known: until then nobody can tell what is a duplicate, and requests are put off. */
    boolean isReady();

    @Override
    void close();
}
