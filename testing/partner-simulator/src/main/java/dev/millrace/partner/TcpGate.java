package dev.millrace.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gate on 127.0.0.1 in front of any TCP server: what comes in goes on to the target, as long as the gate is open.
 *
 * <p>Made for what the server itself can't play: a network that is cut, that passes nothing, or that is far away.
 * Switches may be thrown at any time from any thread. Thread-safe; {@link #close()} cuts every connection and ends
 * every thread.
 */
public final class TcpGate implements AutoCloseable {

    private static final int CONNECT_MILLISECONDS = 5_000;

    private final InetSocketAddress target;
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final TcpWeather weather = new TcpWeather();
    private final int port;
    private volatile Thread doorman = new Thread();
    private volatile ServerSocket entrance;

    private TcpGate(InetSocketAddress target) throws IOException {
        this.target = target;
        this.entrance = listen(0);
        this.port = entrance.getLocalPort();
    }

    /** Opens a gate on a free port before the given server, which need not run yet. */
    public static TcpGate before(String targetHost, int targetPort) throws IOException {
        return new TcpGate(new InetSocketAddress(targetHost, targetPort));
    }

    public String host() {
        return Loopback.HOST;
    }

    public int port() {
        return port;
    }

    /** How many connections ever came through. */
    public long connections() {
        return connections.get();
    }

    /** How many connections are through now. */
    public int openConnections() {
        return links.size();
    }

    /** Cuts every connection with a reset and refuses new ones, until {@link #open()}. Does nothing when shut. */
    public synchronized void shut() throws IOException {
        entrance.close();
        awaitDoorman();
        cut();
    }

    /** Lets connections in again, on the same port. Does nothing when open. */
    public synchronized void open() throws IOException {
        if (entrance.isClosed()) {
            entrance = listen(port);
        }
    }

    /** Cuts every connection with a reset; new ones are welcome. */
    public void cut() {
        links.forEach(TcpLink::cut);
    }

    /**
     * Takes connections and bytes and passes none of them on, in either direction, until thrown back; the bytes held
     * are passed then.
     */
    public void stall(boolean on) {
        weather.stall(on);
    }

    /** Holds every chunk of bytes this long, in each direction; {@link Duration#ZERO} ends it at once. */
    public void latency(Duration eachWay) {
        weather.latency(eachWay);
    }

    @Override
    public void close() {
        try {
            shut();
        } catch (IOException failure) {
            throw new UncheckedIOException("the gate on port " + port + " did not shut", failure);
        }
    }

    /** The system goes on taking visitors until the thread that waits for them has left the closed listener. */
    private void awaitDoorman() {
        try {
            doorman.join();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSocket listen(int wanted) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(Loopback.at(wanted));
        } catch (IOException failure) {
            listener.close();
            throw failure;
        }
        doorman = TcpLink.begin("tcp-gate-" + listener.getLocalPort(), () -> letIn(listener));
        return listener;
    }

    private void letIn(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                join(listener.accept(), listener);
            } catch (IOException refused) {
                // the listener was closed, or its target did not answer: the visitor's socket is closed by then
            }
        }
    }

    private void join(Socket visitor, ServerSocket listener) throws IOException {
        Socket server = new Socket();
        TcpLink link = new TcpLink(visitor, server, weather, links::remove);
        links.add(link);
        try {
            server.connect(target, CONNECT_MILLISECONDS);
            connections.incrementAndGet();
            link.start();
        } catch (IOException unreachable) {
            link.cut();
            throw unreachable;
        }
        if (listener.isClosed()) {
            link.cut(); // shut while it came in: shut() may have looked before it was there
        }
    }
}
