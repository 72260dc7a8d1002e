package dev.millrace.ops.console;

/** A part of the console: a few pages that belong together. */
public interface Section extends AutoCloseable {

    /** Adds its pages. */
    void addTo(Site site);

    /** Begins what goes on beside the requests. */
    default void start() {}

    /** Ends it, and waits for the end. */
    @Override
    default void close() {}
}
