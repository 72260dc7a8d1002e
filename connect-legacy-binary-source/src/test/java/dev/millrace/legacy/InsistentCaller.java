package dev.millrace.legacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sends lines to a port and goes on until each has its answer: what has none is sent again on the next connection. */
final class InsistentCaller implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private final int port;
    private final List<String> lines;
    private final Thread thread;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Socket open;

    InsistentCaller(int port, List<String> lines) {
        this.port = port;
        this.lines = List.copyOf(lines);
        this.thread = new Thread(this::insist, "insistent-caller");
        thread.setDaemon(true);
        thread.start();
    }

    private void insist() {
        while (!closed && !isAnswered()) {
            try (Socket socket = new Socket()) {
                open = socket;
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                String all = String.join("\n", lines.subList(answered.get(), lines.size())) + "\n";
                socket.getOutputStream().write(all.getBytes(StandardCharsets.UTF_8));
                while (!isAnswered() && in.readLine() != null) {
                    answered.incrementAndGet();
                }
            } catch (IOException refused) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    boolean isAnswered() {
        return answered.get() >= lines.size();
    }

    @Override
    public void close() {
        closed = true;
        try {
            Socket socket = open;
            if (socket != null) {
                socket.close();
            }
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}
