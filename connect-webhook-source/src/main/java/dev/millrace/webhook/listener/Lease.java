package dev.millrace.webhook.listener;

import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/** The right of one task to a listener, which stays open as long as anybody holds one, and lingers after. Thread-safe. */
public interface Lease extends AutoCloseable {

    /** The port that is listened on. */
    int port();

    /** The port for health checks alone, where there is one. */
    OptionalInt healthPort();

    /**
     * Brings a route, or joins the very one that is there. A route of the same connector that somebody else brought gives
     * way: it is of a task that was given up.
     *
     * @throws ConfigException when another connector has the address
     */
    <R extends Route> Membership<R> join(R route);

    /**
     * Joins the route that another task of the connector brought to the address, or brings a new one; as one step.
     *
     * @param type what the route must be an instance of to be shared
     * @param fits whether the one that is there does for this task, such as by equal settings; otherwise it gives way
     * @param bring makes a new one; the address is this one
     * @throws ConfigException when another connector has the address
     */
    <R extends Route> Membership<R> share(
            RouteAddress address, Class<R> type, Predicate<? super R> fits, Supplier<R> bring);

    /** Leaves every route joined through this lease, then gives the listener back. Further calls do nothing. */
    @Override
    void close();
}
