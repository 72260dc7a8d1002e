package dev.millrace.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One SSH session with two SFTP channels: one for calls, one for the streams that are read one after the other. Used for one
 * connection only: a broken one is closed and another made.
 *
 * <p>{@link #close()} may come from any thread, also while the session connects, and makes calls under way fail.
 */
final class SftpSession implements AutoCloseable {

    /** What the library asks for with one read, and the largest packet it takes. */
    private static final int READ_BYTES = 32 * 1024;

    private final SftpSettings settings;
    private final SshLogin.Peer server;
    private final int timeout;
    private final PlainSockets sockets;
    private volatile @Nullable SshLogin jump;
    private volatile @Nullable SshLogin login;
    private volatile @Nullable Session session;
    private @Nullable ChannelSftp calls;
    private @Nullable ChannelSftp reading;

    /**
     * Connects nothing yet.
     *
     * @param server one of those that the settings name
     * @param label names it in messages
     */
    SftpSession(SftpSettings settings, ServerAddress server, String label) {
        this.settings = settings;
        this.server = new SshLogin.Peer(label, server, settings.login(), settings.methods(), settings.hostKey());
        this.timeout = Math.toIntExact(settings.connectTimeout().toMillis());
        this.sockets = new PlainSockets(timeout);
    }

    /** Connects, by the proxy and the jump host if there are any, checks the host keys and logs in. */
    void connect() {
        try {
            SshLogin last = new SshLogin(server, settings, route());
            login = last;
            Session connected = last.connect();
            session = connected;
            calls = channel(connected);
        } catch (JSchException | RuntimeException failed) {
            // The library stumbles over a session that is cut meanwhile, in more ways than its own exception tells.
            close();
            throw failed instanceof ConnectorFailure known
                    ? known
                    : StoreFailure.unreachable(server.label(), "opening a channel for SFTP", failed);
        }
    }

    private SocketFactory route() {
        SocketFactory out = settings.proxy()
                .address()
                .<SocketFactory>map(proxy -> new ProxySockets(settings.proxy(), proxy, sockets, timeout))
                .orElse(sockets);
        return settings.jump()
                .address()
                .<SocketFactory>map(address -> forwarded(address, out))
                .orElse(out);
    }

    private SocketFactory forwarded(ServerAddress address, SocketFactory out) {
        JumpSettings host = settings.jump();
        String label = "jump host " + address;
        SshLogin first = new SshLogin(
                new SshLogin.Peer(label, address, host.login(), MethodSettings.DEFAULT, host.hostKey()), settings, out);
        jump = first;
        try {
            return new ForwardedSockets(first.connect(), label, timeout);
        } catch (ConnectorFailure failure) {
            throw JumpFailure.of(failure);
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

    /** How long connecting, logging in and opening a channel may take together: each login may wait once for each. */
    Duration patience() {
        return settings.connectTimeout().multipliedBy(settings.jump().host().isPresent() ? 3 : 2);
    }

    /** Ends the connection first: a goodbye could wait for a server that takes no bytes. */
    @Override
    public void close() {
        sockets.close();
        SshLogin last = login;
        if (last != null) {
            last.close();
        }
        SshLogin first = jump;
        if (first != null) {
            first.close();
        }
    }

    private ChannelSftp channel(Session connected) throws JSchException {
        ChannelSftp channel = (ChannelSftp) connected.openChannel("sftp");
        channel.connect(timeout);
        return channel;
    }
}
