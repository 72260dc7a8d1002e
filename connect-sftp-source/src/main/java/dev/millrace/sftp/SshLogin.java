package dev.millrace.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import org.jspecify.annotations.Nullable;

/**
 * One login to one SSH server, be it the SFTP server or the jump host. All configuration is the session's own: the library's
 * static one, shared by all connectors of a worker, stays untouched.
 *
 * <p>{@link #close()} may come from any thread.
 */
final class SshLogin implements AutoCloseable {

    private final Peer peer;
    private final SftpSettings settings;
    private final SocketFactory sockets;
    private final AuthenticationLog log = new AuthenticationLog();
    private volatile @Nullable Session session;

    /**
     * Who is logged in to.
     *
     * @param label names it in messages
     */
    record Peer(
            String label,
            ServerAddress address,
            LoginSettings login,
            MethodSettings methods,
            HostKeySettings hostKey) {}

    /**
     * Connects nothing yet.
     *
     * @param sockets the way there
     */
    SshLogin(Peer peer, SftpSettings settings, SocketFactory sockets) {
        this.peer = peer;
        this.settings = settings;
        this.sockets = sockets;
    }

    /** Connects, checks the host key and logs in. */
    Session connect() {
        PinnedHostKeys pinned = new PinnedHostKeys(peer.hostKey().fingerprints());
        try {
            JSch library = new JSch();
            library.setInstanceLogger(log);
            Login.addKeys(library, peer.login(), peer.label());
            Session fresh = library.getSession(
                    peer.login().username(),
                    peer.address().host(),
                    peer.address().port());
            session = fresh;
            HostKeys.configure(fresh, library, peer.hostKey(), pinned, peer.label());
            settings.algorithms()
                    .configure(fresh, peer.hostKey().knownHostsFile().isPresent());
            fresh.setUserInfo(new LoginAnswers(
                    peer.login().password(),
                    peer.methods(),
                    () -> StoreFailure.login(peer.label(), peer.login().username(), null)));
            fresh.setConfig(
                    "PreferredAuthentications", String.join(",", peer.methods().names()));
            fresh.setConfig("MaxAuthTries", "6");
            fresh.setDaemonThread(true);
            fresh.setSocketFactory(sockets);
            fresh.connect(Math.toIntExact(settings.connectTimeout().toMillis()));
            fresh.setServerAliveInterval(Math.toIntExact(settings.keepalive().toMillis()));
            return fresh;
        } catch (JSchException | RuntimeException failed) {
            close();
            throw failed instanceof ConnectorFailure known ? known : ConnectFailure.of(failed, peer, pinned, log);
        }
    }

    @Override
    public void close() {
        Session open = session;
        if (open != null) {
            open.disconnect();
        }
    }
}
