package dev.millrace.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.millrace.kit.ConnectorFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One SSH session with two SFTP channels: one for calls, one for the streams that are read one after the other. Used for one
 * connection only: a broken one is closed and another made. All configuration is the session's own: the library's static
 * one, shared by all connectors of a worker, stays untouched.
 *
 * <p>{@link #close()} may come from any thread, also while the session connects, and makes calls under way fail.
 */
final class SftpSession implements AutoCloseable {

    /** What the library asks for with one read, and the largest packet it takes. */
    private static final int READ_BYTES = 32 * 1024;

    private final SftpSettings settings;
    private final String store;
    private final int timeout;
    private final PlainSockets sockets;
    private final AuthenticationLog log = new AuthenticationLog();
    private volatile @Nullable Session session;
    private @Nullable ChannelSftp calls;
    private @Nullable ChannelSftp reading;

    /** Connects nothing yet. */
    SftpSession(SftpSettings settings, String store) {
        this.settings = settings;
        this.store = store;
        this.timeout = Math.toIntExact(settings.connectTimeout().toMillis());
        this.sockets = new PlainSockets(timeout);
    }

    /** Connects, checks the host key and logs in. */
    void connect() {
        PinnedHostKeys pinned = new PinnedHostKeys(settings.fingerprints());
        try {
            JSch library = new JSch();
            library.setInstanceLogger(log);
            Login.addKey(library, settings, store);
            Session fresh = library.getSession(settings.username(), settings.host(), settings.port());
            session = fresh;
            HostKeys.configure(fresh, library, settings, pinned, store);
            settings.password().ifPresent(password -> fresh.setPassword(Login.bytes(password)));
            fresh.setConfig("PreferredAuthentications", "publickey,password,keyboard-interactive");
            fresh.setConfig("MaxAuthTries", "3");
            fresh.setDaemonThread(true);
            fresh.setSocketFactory(sockets);
            fresh.connect(timeout);
            fresh.setServerAliveInterval(Math.toIntExact(settings.keepalive().toMillis()));
            calls = channel(fresh);
        } catch (JSchException | RuntimeException failed) {
            close();
            throw failed instanceof ConnectorFailure known
                    ? known
                    : ConnectFailure.of(failed, settings, store, pinned, log);
        }
    }

    /** The channel for calls that answer at once. */
    ChannelSftp calls() throws JSchException {
        ChannelSftp open = calls;
        if (open == null) {
            throw new JSchException("not connected");
        }
        return open;
    }

    /** The channel for one stream; the same again if the one before ended in order. */
    ChannelSftp reading() throws JSchException {
        ChannelSftp open = reading;
        if (open != null && open.isConnected() && !open.isEOF()) {
            return open;
        }
        Session connected = session;
        if (connected == null) {
            throw new JSchException("not connected");
        }
        ChannelSftp fresh = (ChannelSftp) connected.openChannel("sftp");
        // The window lets the server send so much unasked, the reads ask for it, and the library's pipe has room for
        // it.
        fresh.setLocalWindowSizeMax(settings.readAhead());
        fresh.setBulkRequests(settings.readAhead() / READ_BYTES);
        fresh.connect(timeout);
        reading = fresh;
        return fresh;
    }

    boolean isConnected() {
        Session open = session;
        ChannelSftp channel = calls;
        return open != null && open.isConnected() && channel != null && channel.isConnected() && !channel.isEOF();
    }

    /** How long connecting, logging in and opening a channel may take together: the login may wait once for each. */
    Duration patience() {
        return settings.connectTimeout().multipliedBy(2);
    }

    /** Ends the connection first: a goodbye could wait for a server that takes no bytes. */
    @Override
    public void close() {
        sockets.close();
        Session open = session;
        if (open != null) {
            open.disconnect();
        }
    }

    private ChannelSftp channel(Session connected) throws JSchException {
        ChannelSftp channel = (ChannelSftp) connected.openChannel("sftp");
        channel.connect(timeout);
        return channel;
    }
}
