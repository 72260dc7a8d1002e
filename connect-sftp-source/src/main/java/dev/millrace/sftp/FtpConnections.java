package dev.millrace.sftp;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control connections to one FTP server. One serves a transfer at a time, so a second one is opened for calls that are
 * made while a file is read. Both are kept, and opened again when they break. For one thread; {@link #close()} may come
 * from any.
 */
final class FtpConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FtpConnections.class);

    /** One call of the protocol. */
    @FunctionalInterface
    interface Call<T> {
        T on(FtpControl control) throws IOException;
    }

    private final FtpSettings settings;
    private final String id;
    private final Deadline deadline;
    /** Takes the transfers, and all calls while none is under way. */
    private volatile @Nullable FtpControl first;
    /** Takes the calls while a file is read. */
    private volatile @Nullable FtpControl second;

    private volatile @Nullable FtpControl active;
    private volatile boolean closed;
    private @Nullable FtpInput stream;

    FtpConnections(FtpSettings settings, String id) {
        this.settings = settings;
        this.id = id;
        this.deadline = new Deadline(id, settings.deadline(), this::cut);
    }

    Deadline deadline() {
        return deadline;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * One call of the protocol.
     *
     * @throws ConnectorFailure what the call itself throws; a transient one for everything that breaks the connection
     */
    <T> T call(String path, String action, Call<T> call) {
        FtpControl control = control();
        deadline.begins();
        try {
            return call.on(control);
        } catch (ConnectorFailure told) {
            throw told;
        } catch (IOException | RuntimeException failed) {
            control.close();
            throw StoreFailure.unreachable(id + path, action, failed);
        } finally {
            deadline.ended();
        }
    }

    /** The file whose bytes come over this data connection; it occupies the control connection to its end. */
    FtpInput reading(FtpControl control, Socket data) throws IOException {
        FtpInput in = new FtpInput(control, data, deadline);
        stream = in;
        return in;
    }

    /** Ends the reading of the last file, so that its connection is free. */
    void endReading() {
        FtpInput before = stream;
        if (before != null) {
            before.close();
        }
    }

    private FtpControl control() {
        FtpInput reading = stream;
        FtpControl open = first;
        boolean spare = reading != null && open != null && reading.occupies(open);
        if (spare) {
            open = second;
        }
        active = open;
        if (open != null) {
            deadline.begins();
            try {
                if (open.isAlive()) {
                    return open;
                }
            } finally {
                deadline.ended();
            }
            open.close();
            if (!closed) {
                LOG.debug("{}: the connection was lost; connecting again", id);
            }
        }
        FtpControl fresh = new FtpControl(settings, id, deadline::begins);
        active = fresh;
        if (spare) {
            second = fresh;
        } else {
            first = fresh;
        }
        if (closed) {
            throw StoreFailure.unreachable(id, "connecting after the store was closed", null);
        }
        deadline.begins(fresh.patience());
        try {
            fresh.connect();
        } finally {
            deadline.ended();
        }
        return fresh;
    }

    @Override
    public void close() {
        closed = true;
        deadline.close();
        end(first);
        end(second);
    }

    private void cut() {
        end(active);
    }

    private static void end(@Nullable FtpControl control) {
        if (control != null) {
            control.close();
        }
    }
}
