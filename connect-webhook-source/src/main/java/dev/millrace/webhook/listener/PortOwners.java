package dev.millrace.webhook.listener;

import java.util.Optional;

/**
 * Tells who in this JVM listens on a port, across class loaders: every copy of the plugin has statics of its own, but the
 * system properties are one.
 */
final class PortOwners {

    private static final String PREFIX = "dev.millrace.webhook.listener.";

    private PortOwners() {}

    static void own(int port, String connector) {
        System.setProperty(PREFIX + port, connector);
    }

    static void release(int port) {
        System.clearProperty(PREFIX + port);
    }

    /** The connector that opened the port. */
    static Optional<String> of(int port) {
        return Optional.ofNullable(System.getProperty(PREFIX + port));
    }
}
