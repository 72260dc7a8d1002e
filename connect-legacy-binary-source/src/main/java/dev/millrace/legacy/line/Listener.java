package dev.millrace.legacy.line;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Meters;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.Ending;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the ports of a task, and talks to those who call: a thread for each port, and two for each caller. */
final class Listener implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_BINDS = Duration.ofMillis(200);
    private static final int BACKLOG = 50;

    private final Transports parts;
    private final Function<String, Conversation> conversations;
    private final Desk desk;
    private final Optional<TlsMaterial> tls;
    private final Connection.Parts connectionParts;
    private final List<AddressRange> allowed;
    private final Semaphore room;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong number = new AtomicLong();
    private final LongAdder accepted;
    private final LongAdder turnedAway;
    private final LongAdder broken;
    private volatile boolean stopped;

    Listener(
            Transports parts,
            Function<String, Conversation> conversations,
            Desk desk,
            Optional<TlsMaterial> tls,
            Connection.Parts connectionParts) {
        this.parts = parts;
        this.conversations = conversations;
        this.desk = desk;
        this.tls = tls;
        this.connectionParts = connectionParts;
        this.allowed =
                parts.settings().allowed().stream().map(AddressRange::parse).toList();
        this.room = new Semaphore(parts.settings().mostConnections());
        Meters meters = parts.meters();
        this.accepted = meters.counter("connections", "Connections that were accepted");
        this.turnedAway =
                meters.counter("connections.refused", "Callers that are not among allowed.addresses, or one too many");
        this.broken = meters.counter("connections.broken", "Connections that ended for a fault");
        meters.gauge("connections.open", "Connections that are open", connections::size);
    }

    @Override
    public void start() {
        for (int port : parts.settings().ports()) {
            Thread thread = new Thread(() -> listen(port), "millrace-tcp-" + parts.name() + "-" + port);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void listen(int port) {
        try (ServerSocket server = bound(port)) {
            LOG.info("{}: listening on port {}", parts.name(), port);
            while (!stopped) {
                accept(server.accept(), port);
            }
        } catch (IOException failed) {
            if (!stopped) {
                desk.fail(new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "listen-failed",
                        "port " + port + " (listen.ports) can't be listened on",
                        failed));
            }
        } catch (InterruptedException told) {
            // The task stops.
        } catch (RuntimeException defect) {
            desk.fail(defect);
        }
    }

    /** The task before, or another program, may hold the port for a while yet. */
    private ServerSocket bound(int port) throws IOException, InterruptedException {
        long deadline = parts.clock().millis() + parts.settings().bindMillis();
        while (true) {
            ServerSocket server = new ServerSocket();
            try {
                server.setReuseAddress(true);
                server.setReceiveBufferSize(Plugs.RECEIVE_BUFFER);
                server.bind(
                        new InetSocketAddress(
                                InetAddress.getByName(parts.settings().listenAddress()), port),
                        BACKLOG);
                keep(server);
                return server;
            } catch (BindException taken) {
                Plugs.closeQuietly(server);
                if (parts.clock().millis() >= deadline) {
                    throw taken;
                }
                parts.sleeper().sleep(BETWEEN_BINDS);
            } catch (IOException | RuntimeException failed) {
                Plugs.closeQuietly(server);
                throw failed;
            }
        }
    }

    private void keep(ServerSocket server) throws IOException {
        synchronized (servers) {
            servers.add(server);
        }
        if (stopped) {
            throw new IOException("stopped");
        }
    }

    private void accept(Socket socket, int port) {
        String address = socket.getInetAddress().getHostAddress();
        boolean isAllowed =
                allowed.isEmpty() || allowed.stream().anyMatch(range -> range.contains(socket.getInetAddress()));
        if (!isAllowed || !room.tryAcquire()) {
            turnedAway.increment();
            LOG.debug("{}: {} was turned away", parts.name(), address);
            Plugs.closeQuietly(socket);
            return;
        }
        accepted.increment();
        sockets.add(socket);
        Thread thread = new Thread(
                () -> serve(socket, address),
                "millrace-tcp-" + parts.name() + "-" + port + "-" + number.incrementAndGet());
        thread.setDaemon(true);
        callers.add(thread);
        thread.start();
    }

    private void serve(Socket socket, String address) {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(parts.settings().keepAlive());
            Socket open = tls.isEmpty() ? socket : secured(socket, tls.get());
            Connection connection =
                    new Connection(open, address, address, conversations.apply(address), desk, connectionParts);
            connections.add(connection);
            try {
                if (!stopped) {
                    ended(address, connection.run());
                }
            } finally {
                connections.remove(connection);
            }
        } catch (IOException lost) {
            broken.increment();
            LOG.info("{}: {}: {}", parts.name(), address, Plugs.reason(lost));
        } catch (RuntimeException failure) {
            desk.fail(failure);
        } catch (Error fatal) {
            desk.fail(new IllegalStateException("a connection's thread ended", fatal));
            throw fatal;
        } finally {
            Plugs.closeQuietly(socket);
            sockets.remove(socket);
            room.release();
            callers.remove(Thread.currentThread());
        }
    }

    private void ended(String address, Ending ending) {
        if (ending instanceof Ending.Stop stop) {
            desk.fail(stop.failure());
        } else if (ending instanceof Ending.Retry why) {
            boolean isUsual = why.expected() || why.code().equals("closed-by-peer");
            if (isUsual) {
                LOG.debug("{}: {}: {}", parts.name(), address, why.message());
            } else {
                broken.increment();
                LOG.warn("{}: {}: [{}] {}", parts.name(), address, why.code(), why.message());
            }
        }
    }

    private Socket secured(Socket plain, TlsMaterial material) throws IOException {
        SSLSocket secured = (SSLSocket) material.context()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(material.wantsClient());
        secured.setSoTimeout(parts.settings().connectMillis());
        secured.startHandshake();
        return secured;
    }

    @Override
    public void close() {
        stopped = true;
        synchronized (servers) {
            servers.forEach(Plugs::closeQuietly);
        }
        threads.forEach(Thread::interrupt);
        connections.forEach(Connection::leave);
        sockets.forEach(Plugs::closeQuietly);
        threads.forEach(thread -> Threads.join(thread, GOODBYE));
        callers.forEach(thread -> Threads.join(thread, GOODBYE));
    }
}
