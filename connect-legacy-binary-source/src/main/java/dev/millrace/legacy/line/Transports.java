package dev.millrace.legacy.line;

import dev.millrace.kit.Meters;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.Sleeper;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.Protocol;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the connections of a task.
 *
 * @param name of the task, for threads and logs
 */
public record Transports(
        TransportSettings settings,
        Protocol protocol,
        String name,
        RetryPolicy retry,
        Meters meters,
        Clock clock,
        Sleeper sleeper) {

    /**
     * One that calls.
     *
     * @param feed what its records belong to
     * @param conversation lives over all connections
     */
    public Transport client(String feed, Conversation conversation, Desk desk) {
        Optional<TlsMaterial> tls = settings.tls().open();
        return new Dialer(
                feed,
                "millrace-tcp-" + name,
                settings.hosts(),
                new Plugs(tls, settings.connectMillis(), settings.keepAlive()),
                conversation,
                desk,
                parts(),
                retry,
                sleeper,
                meters.counter("connections", "Connections that were made"));
    }

    /**
     * One that is called.
     *
     * @param conversations makes one for each connection, from the caller's address
     */
    public Transport server(Function<String, Conversation> conversations, Desk desk) {
        return new Listener(this, conversations, desk, settings.tls().open(), parts());
    }

    private Connection.Parts parts() {
        return new Connection.Parts(
                protocol.framing(),
                protocol.mostBytes() > 0 ? protocol.mostBytes() : settings.mostBytes(),
                protocol.silenceMillis(),
                settings.frameMillis(),
                protocol.acknowledges() || !protocol.java().isEmpty(),
                clock);
    }
}
