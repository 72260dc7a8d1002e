package dev.millrace.partner.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must keep theirs over a restart: they lie below those that systems give to outgoing
 * connections, any of which could take one while its server is down.
 */
public final class ServerPort {
    private static final int FIRST = 12_000;
    private static final int BEHIND_THE_LAST = 32_000;

    private ServerPort() {}

    /** A port of the loopback address on which nobody listens now, seldom the same twice. */
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
