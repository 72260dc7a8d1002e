package dev.millrace.webhook.listener;

/** The place of one task at a route. Thread-safe. */
public interface Membership<R extends Route> extends AutoCloseable {

    /** The route, which all tasks of the connector on this worker share. */
    R route();

    /** Leaves. When the last one leaves, requests of the route are answered 503. Further calls do nothing. */
    @Override
    void close();
}
