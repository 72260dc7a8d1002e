package dev.millrace.legacy.line;

/** Connections of a task, in either direction. */
public interface Transport extends AutoCloseable {

    void start();

    /** Says goodbye, ends all connections and releases ports. Waits a few seconds at most. */
    @Override
    void close();
}
