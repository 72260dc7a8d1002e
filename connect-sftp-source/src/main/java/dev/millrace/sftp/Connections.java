package dev.millrace.sftp;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one session of a store, kept until it is lost. It is made on the first server of the list that a connection can be
 * made to; one that refuses the login or shows another host key ends the search, for it was reached.
 *
 * <p>{@link #cut()} and {@link #close()} may come from any thread.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Set<String> OUT_OF_REACH = Set.of(StoreFailure.UNREACHABLE, ConnectFailure.UNKNOWN_HOST);

    private final SftpSettings settings;
    private final String store;
    private final Deadline deadline;
    private ServerAddress used;
    private volatile @Nullable SftpSession session;
    private volatile boolean closed;

    /** Connects nothing yet. */
    Connections(SftpSettings settings, String store, Deadline deadline) {
        this.settings = settings;
        this.store = store;
        this.deadline = deadline;
        this.used = settings.servers().get(0);
    }

    /** The session, made now if there is none that works. */
    SftpSession session() {
        SftpSession open = session;
        if (open != null && open.isConnected()) {
            return open;
        }
        if (open != null) {
            open.close();
            if (!closed) {
                LOG.info("{}: the session was lost; connecting again", store);
            }
        }
        List<ConnectorFailure> failures = new ArrayList<>();
        for (ServerAddress server : settings.servers()) {
            try {
                return connect(server);
            } catch (ConnectorFailure failure) {
                failures.add(failure);
                if (closed || !OUT_OF_REACH.contains(failure.code())) {
                    throw failure;
                }
            }
        }
        throw failures.size() == 1 ? failures.get(0) : noneOf(failures);
    }

    /** Makes calls under way fail; the next one finds a new session. */
    void cut() {
        SftpSession open = session;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        cut();
    }

    private SftpSession connect(ServerAddress server) {
        boolean first = server.equals(settings.servers().get(0));
        SftpSession fresh =
                new SftpSession(settings, server, first ? store : store + " (by its other host " + server + ")");
        session = fresh;
        if (closed) {
            throw StoreFailure.unreachable(store, "connecting after the store was closed", null);
        }
        deadline.begins(fresh.patience());
        try {
            fresh.connect();
        } catch (RuntimeException failed) {
            session = null;
            throw failed;
        } finally {
            deadline.ended();
        }
        if (!server.equals(used)) {
            LOG.info("{}: connected to {}; it was {} before", store, server, used);
            used = server;
        }
        return fresh;
    }

    private ConnectorFailure noneOf(List<ConnectorFailure> failures) {
        ConnectorFailure first = failures.get(0);
        return new ConnectorFailure(
                first.kind(),
                failures.stream().allMatch(failure -> failure.code().equals(first.code()))
                        ? first.code()
                        : StoreFailure.UNREACHABLE,
                store + ": none of its " + failures.size() + " hosts can be reached: "
                        + failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                first);
    }
}
