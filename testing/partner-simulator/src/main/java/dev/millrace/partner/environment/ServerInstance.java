package dev.millrace.partner.environment;

import java.io.IOException;

/** A server that answers, wherever it runs; it keeps its address and its data over a stop and a restart. For one thread. */
public interface ServerInstance {

    /** Where this machine reaches it. */
    String host();

    /** The port on that host. */
    int port();

    /** Ends the server, connections included; the data stays. Does nothing when it has ended. */
    void stop() throws IOException;

    /**
     * Ends the server if it runs, starts it where it was, and waits until it answers.
     *
     * @throws IOException with what it told when it does not start
     */
    void restart() throws IOException;

    /** Ends the server and removes its data. */
    void close() throws IOException;
}
