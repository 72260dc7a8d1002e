package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Calls a listener, again when the line was lost; a listener that is not there yet is called for 20 seconds. Thread-safe. */
final class Caller implements AutoCloseable {

    private static final Duration CALL_FOR = Duration.ofSeconds(20);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);
    private static final int CONNECT_MILLISECONDS = 5_000;

    private final SocketFactory sockets;
    private final String host;
    private final int port;
    private final LineFaults faults = new LineFaults();
    private final AtomicLong calls = new AtomicLong();
    private final Bell bell = new Bell();
    private volatile boolean closed;
    private @Nullable Wire wire;

    Caller(SocketFactory sockets, String host, int port) {
        this.sockets = sockets;
        this.host = host;
        this.port = port;
    }

    LineFaults faults() {
        return faults;
    }

    /** How many connections were made. */
    long calls() {
        return calls.get();
    }

    /** The line, a new one when the last one is gone. */
    synchronized Wire wire() throws IOException {
        Wire line = wire;
        if (line == null || line.gone()) {
            line = new Wire(call(), faults);
            calls.incrementAndGet();
            wire = line;
        }
        return line;
    }

    /** Says goodbye on the line, if there is one; the next one is a new one. */
    synchronized void hangUp() {
        Wire line = wire;
        if (line != null) {
            line.close();
        }
    }

    /** Resets the line, if there is one; the next one is a new one. */
    synchronized void cut() {
        Wire line = wire;
        if (line != null) {
            line.reset();
        }
    }

    private Socket call() throws IOException {
        long deadline = System.nanoTime() + CALL_FOR.toNanos();
        while (true) {
            Socket socket = sockets.createSocket();
            try {
                socket.connect(new InetSocketAddress(host, port), CONNECT_MILLISECONDS);
                return socket;
            } catch (IOException nobody) {
                socket.close();
                if (closed || System.nanoTime() > deadline) {
                    throw nobody;
                }
                rest();
            }
        }
    }

    private void rest() throws IOException {
        try {
            bell.await(() -> closed, BETWEEN_CALLS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while calling port " + port, told);
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
        hangUp();
    }
}
