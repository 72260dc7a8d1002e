package dev.millrace.containers;

import dev.millrace.partner.environment.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A broker in a container. Not thread-safe. */
record BrokerContainer(LocalContainer container) implements Broker {

    @Override
    public String bootstrapServers() {
        return KafkaImage.address(container.port());
    }

    @Override
    public void kill() {
        try {
            container.kill();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void restart() {
        if (container.isRunning()) {
            throw new IllegalStateException("the broker runs: kill it first");
        }
        try {
            container.restart();
        } catch (IOException failure) {
            throw new IllegalStateException("the broker does not start again", failure);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
