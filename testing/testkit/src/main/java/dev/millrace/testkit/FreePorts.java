package dev.millrace.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must be told theirs before they listen. They lie below those that systems give to outgoing
 * connections, any of which could take a port between its choice and its use.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int BEHIND_THE_LAST = 32_000;

    private FreePorts() {}

    /** A port of the loopback address on which nobody listens, seldom the same twice. */
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_THE_LAST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // Another one will be free.
            }
        }
    }
}
