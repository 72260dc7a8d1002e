package dev.millrace.webhook.listener;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of a worker: one per host and port, opened by the first task that asks, shared by all, closed after the last
 * has left. {@link #shared} is the one static of the plugin that changes: a port belongs to the process, and tasks of several
 * connectors meet on it. Thread-safe.
 */
public final class ListenerRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerRegistry.class);
    private static final ListenerRegistry SHARED = new ListenerRegistry();

    /** How long requests in hand are waited for when everything else is over. */
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LOOK_MILLIS = 20;

    private record Socket(String host, int port) {}

    /** A listener and those who hold it; guarded by the registry. */
    private static final class Shared {
        private final Listener listener;
        private final int port;
        private final List<Holder> holders = new ArrayList<>();
        private @Nullable Future<?> ending;

        Shared(Listener listener) {
            this.listener = listener;
            this.port = listener.port();
        }

        private boolean isOnlyOf(String connector) {
            return holders.stream().allMatch(holder -> holder.connector.equals(connector));
        }
    }

    private final Map<Socket, Shared> listeners = new HashMap<>();
    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "millrace-listener-registry");
        thread.setDaemon(true);
        return thread;
    });

    ListenerRegistry() {}

    /** The registry of this class loader. */
    public static ListenerRegistry shared() {
        return SHARED;
    }

    /**
     * Opens a listener, or shares the one that is open.
     *
     * @throws ConfigException when it is open with other settings, or the port is taken; the message names by whom
     */
    public synchronized Lease acquire(ListenerSettings settings, String connector) {
        Socket socket = new Socket(settings.host(), settings.port());
        Shared shared = listeners.get(socket);
        String differing = shared == null ? null : shared.listener.settings().differingKey(settings);
        if (shared != null && differing != null) {
            if (!shared.isOnlyOf(connector)) {
                throw new ConfigException(differing + " differs from that of connector "
                        + shared.holders.get(0).connector + ", which listens on " + settings.host() + ":"
                        + settings.port()
                        + " already: make the listener options of both equal, or choose another port");
            }
            // Nobody holds it any more, or only tasks of the same connector from before it was changed.
            close(socket, shared);
            shared = null;
        }
        if (shared == null) {
            shared = new Shared(open(settings, connector));
            listeners.put(socket, shared);
        }
        if (shared.ending != null) {
            shared.ending.cancel(false);
            shared.ending = null;
        }
        shared.listener.drain(false);
        Holder holder = new Holder(socket, shared, connector);
        shared.holders.add(holder);
        return holder;
    }

    private static Listener open(ListenerSettings settings, String connector) {
        try {
            Listener listener = Listener.start(settings);
            PortOwners.own(listener.port(), connector);
            return listener;
        } catch (IOException taken) {
            String owner = PortOwners.of(settings.port())
                    .map(name -> "connector " + name + " of this worker listens there already, from another copy or"
                            + " version of the plugin or on another " + ListenerSettings.HOST
                            + ": keep one copy on plugin.path, use the same host, or choose another port")
                    .orElse("another process has it, or this machine has no such address: choose another port or host");
            ConfigException conflict = new ConfigException(
                    ListenerSettings.PORT,
                    settings.port(),
                    "can't be listened on at " + settings.host() + ": " + owner);
            conflict.initCause(taken);
            throw conflict;
        }
    }

    private synchronized void release(Holder holder) {
        Shared shared = holder.shared;
        shared.holders.remove(holder);
        if (shared.holders.isEmpty() && listeners.get(holder.socket) == shared && shared.ending == null) {
            shared.listener.drain(true);
            ListenerSettings settings = shared.listener.settings();
            long wait = settings.linger().plus(settings.drainDelay()).toMillis();
            LOG.info("no task listens on port {} any more: it closes in {} ms", shared.port, wait);
            long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait) + LAST_ANSWERS_NANOS;
            closeLater(holder.socket, shared, wait, latest);
        }
    }

    private void closeLater(Socket socket, Shared shared, long millis, long latest) {
        shared.ending = clerk.schedule(() -> end(socket, shared, latest), millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void end(Socket socket, Shared shared, long latest) {
        if (!shared.holders.isEmpty() || listeners.get(socket) != shared) {
            return;
        }
        if (shared.listener.inHand() > 0 && System.nanoTime() - latest < 0) {
            closeLater(socket, shared, LOOK_MILLIS, latest);
            return;
        }
        close(socket, shared);
    }

    private void close(Socket socket, Shared shared) {
        if (shared.ending != null) {
            shared.ending.cancel(false);
        }
        listeners.remove(socket);
        PortOwners.release(shared.port);
        shared.listener.close();
    }

    /** The lease of one task. */
    private final class Holder implements Lease {
        private final Socket socket;
        private final Shared shared;
        private final String connector;
        private final List<Membership<?>> memberships = new ArrayList<>();
        private boolean closed;

        Holder(Socket socket, Shared shared, String connector) {
            this.socket = socket;
            this.shared = shared;
            this.connector = connector;
            shared.listener.routes().expect();
        }

        @Override
        public int port() {
            return shared.port;
        }

        @Override
        public OptionalInt healthPort() {
            return shared.listener.healthPort();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R extends Route> Membership<R> join(R route) {
            return share(route.address(), (Class<R>) route.getClass(), there -> there == route, () -> route);
        }

        @Override
        public <R extends Route> Membership<R> share(
                RouteAddress address, Class<R> type, Predicate<? super R> fits, Supplier<R> bring) {
            synchronized (ListenerRegistry.this) {
                if (closed) {
                    throw new IllegalStateException("the lease was given back");
                }
                Membership<R> membership = shared.listener.routes().join(address, connector, type, fits, bring);
                if (memberships.isEmpty()) {
                    shared.listener.routes().expectNoMore();
                }
                memberships.add(membership);
                return membership;
            }
        }

        @Override
        public void close() {
            synchronized (ListenerRegistry.this) {
                if (!closed) {
                    closed = true;
                    if (memberships.isEmpty()) {
                        shared.listener.routes().expectNoMore();
                    }
                    memberships.forEach(Membership::close);
                    release(this);
                }
            }
        }
    }
}
