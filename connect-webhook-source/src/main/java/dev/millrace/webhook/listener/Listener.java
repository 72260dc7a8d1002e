package dev.millrace.webhook.listener;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server on one port, with a second one for health where it is asked for. Its life is the registry's to decide. */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int IDLE_THREADS = 4;

    private final ListenerSettings settings;
    private final RouteTable routes;
    private final Server server;
    private final ServerConnector port;
    private final @Nullable ServerConnector healthPort;
    private final RequestHandler handler;
    private final Watch watch;
    private final ListenerMeters meters;
    private final Optional<TlsReload> tls;
    private volatile boolean draining;

    private Listener(ListenerSettings settings) {
        this.settings = settings;
        this.routes = new RouteTable(settings.linger());
        String name = settings.host() + "-" + settings.port();
        QueuedThreadPool threads = new QueuedThreadPool(settings.limits().threads(), IDLE_THREADS);
        threads.setName("millrace-listener-" + name);
        threads.setDaemon(true);
        this.server =
                new Server(threads, new ScheduledExecutorScheduler("millrace-listener-timer-" + name, true), null);
        server.setStopTimeout(0);
        Peers peers = new Peers(settings.limits());
        this.watch = new Watch(server.getScheduler());
        RequestIds ids = new RequestIds();
        this.meters = new ListenerMeters(name, peers::size, this::inHand);
        peers.count(meters);
        UnknownPaths unknownPaths = new UnknownPaths(this::port);
        this.handler = new RequestHandler(
                routes,
                new Health(routes, () -> draining),
                settings.limits(),
                settings.trust(),
                meters.refusals(),
                ids,
                watch,
                peers,
                new Outbox(threads, Math.max(1, Runtime.getRuntime().availableProcessors() / 2)),
                unknownPaths);
        server.setHandler(handler);
        server.setErrorHandler(new QuietErrors(ids, meters.refusals()));
        this.tls = settings.tls().map(TlsReload::new);
        Protocols protocols = new Protocols(settings);
        this.port = protocols.dataPort(server, peers, tls);
        server.addConnector(port);
        this.healthPort = settings.healthPort().isPresent()
                ? protocols.healthPort(server, peers, settings.healthPort().get())
                : null;
        if (healthPort != null) {
            server.addConnector(healthPort);
        }
        watch.add(peers);
        watch.add(unknownPaths);
    }

    /**
     * Opens the port.
     *
     * @throws IOException when the port is taken
     */
    static Listener start(ListenerSettings settings) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Jetty looks for its own parts through the context class loader, which is the plugin's only most of the time.
        thread.setContextClassLoader(Listener.class.getClassLoader());
        try {
            Listener listener = new Listener(settings);
            listener.open();
            return listener;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void open() throws IOException {
        try {
            server.start();
            watch.start();
            tls.ifPresent(reload -> reload.start(server.getScheduler()));
            LOG.info("listening on {}:{}{}", settings.host(), port(), tls.isPresent() ? " with TLS" : "");
        } catch (Exception failed) {
            close();
            if (failed instanceof IOException taken) {
                throw taken;
            }
            throw new IOException(failed);
        }
    }

    ListenerSettings settings() {
        return settings;
    }

    RouteTable routes() {
        return routes;
    }

    int port() {
        return port.getLocalPort();
    }

    OptionalInt healthPort() {
        return healthPort == null ? OptionalInt.empty() : OptionalInt.of(healthPort.getLocalPort());
    }

    /** How many requests wait for their answer. */
    int inHand() {
        return handler.inHand();
    }

    /** Tells load balancers to go elsewhere, or to come back. */
    void drain(boolean begin) {
        draining = begin;
    }

    /** Closes the port and every connection. */
    void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            LOG.warn("the listener on {}:{} did not stop cleanly", settings.host(), settings.port(), failed);
        }
        routes.close();
        meters.close();
        LOG.info("stopped listening on {}:{}", settings.host(), settings.port());
    }
}
