package dev.millrace.partner.environment;

/** A Kafka broker with its controller, wherever it runs; it keeps its address and its data until it is closed. For one thread. */
public interface Broker extends AutoCloseable {

    /** Where clients on this machine connect, as {@code host:port}. */
    String bootstrapServers();

    /** Ends the broker at once, as a crash would. */
    void kill();

    /**
     * Starts a stopped or killed broker again, at the same address with the same data, and waits until it answers.
     *
     * @throws IllegalStateException when it runs, or does not start
     */
    void restart();

    /** Ends the broker for good. */
    @Override
    void close();
}
