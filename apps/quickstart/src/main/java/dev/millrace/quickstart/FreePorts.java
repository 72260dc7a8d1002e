package dev.millrace.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on the loopback address that nothing listens on.
 *
 * <p>They lie below the range from which systems take the ports of outgoing connections (RFC 6335 section 6 starts it at
 * 49152, Linux at 32768): a server that is stopped and started again on its port must not find it taken by a client, and
 * a client that retries a stopped server must not connect to itself.
 */
public final class FreePorts {
    private static final int FIRST = 10_240;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** One port that is free now. */
    public static int next() {
        return take(1).get(0);
    }

    /**
     * Several distinct ports that are free now.
     *
     * @throws IllegalStateException when the machine has no free port to offer
     */
    public static List<Integer> take(int count) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> free = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS && free.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (seen.add(port) && isFree(port)) {
                free.add(port);
            }
        }
        if (free.size() < count) {
            throw new IllegalStateException(
                    "no free port between " + FIRST + " and " + END + " on the loopback address");
        }
        return List.copyOf(free);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
