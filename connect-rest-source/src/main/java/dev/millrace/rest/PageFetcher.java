package dev.millrace.rest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Gets pages, in as many requests as one takes. Opened with its endpoint, closed once. Never blocks: a job that has to be
 * waited for completes its future later.
 */
interface PageFetcher extends AutoCloseable {

    /** What asking for a page led to. */
    sealed interface Fetch {}

    /**
     * It is on its way. The future fails with a {@link dev.millrace.kit.ConnectorFailure}; cancelling it gives up.
     *
     * @param page completes on any thread
     */
    record UnderWay(CompletableFuture<Page> page) implements Fetch {}

    /** Nothing was sent: a limit of our own says when to ask again. */
    record Later(Duration delay) implements Fetch {}

    /** Asks for a page. */
    Fetch fetch(PageRequest request);

    /** Gives up what is under way, and frees connections. */
    @Override
    void close();
}
