package dev.millrace.containers;

import dev.millrace.partner.environment.ServerInstance;
import java.io.IOException;

/** A database in a container. Not thread-safe. */
record DatabaseContainer(LocalContainer container) implements ServerInstance {

    @Override
    public String host() {
        return LocalContainer.HOST;
    }

    @Override
    public int port() {
        return container.port();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void restart() throws IOException {
        container.stop();
        container.restart();
    }

    @Override
    public void close() {
        container.close();
    }
}
