package dev.millrace.partner;

import dev.millrace.partner.environment.SftpHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;

/**
 * An SFTP server in this process on 127.0.0.1 that can be told to misbehave.
 *
 * <p>It serves one folder as {@code /} to one user. The host key (ECDSA, NIST P-256, the strongest kind that every
 * client and a bare JDK 17 share) is made at start and lives in memory only. Paths in this class are the client's:
 * {@code /in/orders.csv}, {@code /} being the served folder.
 *
 * <p>Switches may be thrown at any time from any thread and hold until thrown back. Thread-safe; {@link #close()} cuts
 * every connection and ends every thread.
 */
public final class SftpPartner implements FilePartner, SftpHost {

    private final Path root;
    private final String username;
    private final String password;
    private final ServedBytes served = new ServedBytes();
    private final SftpFaults faults = new SftpFaults();
    private final SftpFiles files = new SftpFiles(served, faults);
    private final SftpLogins logins;
    private final SftpTerms terms;
    private volatile KeyPair hostKey = newHostKey();
    private volatile SshServer server;
    private final int port;

    private SftpPartner(Path root, int port, String username, String password) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.username = username;
        this.password = password;
        this.logins = new SftpLogins(username, password, faults);
        this.terms = new SftpTerms(logins);
        this.server = listen(port);
        this.port = server.getPort();
    }

    /** Serves the folder on a free port, to a user {@code partner} with a generated password. */
    public static SftpPartner start(Path root) throws IOException {
        return start(root, 0, "partner", UUID.randomUUID().toString());
    }

    /**
     * Serves the folder to the given user.
     *
     * @param port 1 to 65535, or 0 for a free one
     */
    public static SftpPartner start(Path root, int port, String username, String password) throws IOException {
        return new SftpPartner(root, port, username, password);
    }

    @Override
    public String host() {
        return Loopback.HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String username() {
        return username;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public Path root() {
        return root;
    }

    /** The host key's digest as OpenSSH prints it: {@code SHA256:} and base64 without padding. */
    @Override
    public String hostKeyFingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    /** The host key as a line of an OpenSSH {@code known_hosts} file, without the line's end. */
    public String knownHostsLine() {
        return "[" + Loopback.HOST + "]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** Lets the user in with this key as well; the password stays good. */
    public SftpPartner acceptKey(PublicKey key) {
        logins.accept(key);
        return this;
    }

    /** Lets the user in with no key that was accepted before. */
    public void forgetKeys() {
        logins.forgetKeys();
    }

    /** Lets the user in with every valid OpenSSH certificate that this authority signed for the user's name. */
    public SftpPartner acceptCertificatesOf(PublicKey authority) {
        logins.acceptAuthority(authority);
        return this;
    }

    /** Asks by keyboard-interactive (RFC 4256), hiding what is typed, where it took a password before. */
    public void askByKeyboard(List<String> prompts, List<String> answers) {
        terms.keyboard(prompts, answers);
        terms.apply(server);
    }

    /** Asks for all of these methods, in this order, such as {@code publickey,password}. */
    public void askInSteps(String methods) {
        terms.steps(methods);
        terms.apply(server);
    }

    /** Takes no other ciphers from now on. */
    public void takeOnlyCiphers(String... names) {
        terms.ciphers(List.of(names));
        terms.apply(server);
    }

    /** Hands connections on to wherever clients ask, or to nowhere, as at the start. */
    public void forward(boolean on) {
        terms.forwarding(on);
        terms.apply(server);
    }

    /** Leaves the permission bits, and with them the type of a file, out of all attributes it answers with. */
    public void hidePermissions(boolean on) {
        faults.hidePermissions(on);
    }

    /** How many TCP connections ever came in, whether their login succeeded or not. */
    @Override
    public long connections() {
        return logins.connections();
    }

    /** How many sessions ever logged in. */
    @Override
    public long sessions() {
        return logins.sessions();
    }

    /** How many logged-in sessions are open now. */
    @Override
    public int openSessions() {
        return logins.openSessions();
    }

    /** How many passwords and keys were turned down, for whatever reason. */
    public long refusedLogins() {
        return logins.refused();
    }

    /**
     * How many bytes of this file were served in all, over every session, under the name it was opened by.
     *
     * <p>A client that asks ahead is served bytes it may never see when its connection is cut: allow for the requests
     * it keeps on the wire.
     */
    @Override
    public long bytesRead(String path) {
        return served.of(absolute(path));
    }

    /** How many bytes of file data were served in all. */
    public long bytesRead() {
        return served.total();
    }

    /** The offset of the first byte each opening of this file asked for, in order: how often and where it was begun. */
    @Override
    public List<Long> readStarts(String path) {
        return served.starts(absolute(path));
    }

    /** How often this folder was listed, over every session; a listing that was refused does not count. */
    public long listings(String folder) {
        return files.listings(absolute(folder));
    }

    /** Turns every login down, as if the password were wrong and the key unknown; open sessions stay. */
    @Override
    public void refuseLogin(boolean on) {
        logins.refuse(on);
    }

    /**
     * Cuts one TCP connection, without an SSH goodbye, after this many more bytes of file data; then never again.
     *
     * <p>Bytes are counted over all sessions; the session that got the last one is cut when it sends its next request,
     * after all of its bytes have left. A file that ends before keeps its connection.
     *
     * @param bytes at least 1
     */
    @Override
    public void dropConnectionAfterBytes(long bytes) {
        served.cutAfter(positive(bytes), false);
    }

    @Override
    public void dropConnectionEvery(long bytes) {
        served.cutAfter(positive(bytes), true);
    }

    @Override
    public void keepConnections() {
        served.neverCut();
    }

    /** Lets every read request of every session wait this long; {@link Duration#ZERO} ends it at once. */
    @Override
    public void delayPerRead(Duration delay) {
        faults.delayPerRead(delay);
    }

    /**
     * Takes SFTP requests and answers none of them until thrown back; those held are answered then.
     *
     * <p>Logins and SSH keepalives still work: this is a server whose storage hangs. For a network that passes nothing
     * see {@link TcpGate#stall}.
     */
    @Override
    public void hang(boolean on) {
        faults.hang(on);
    }

    /** Answers whatever would change a file or folder (write, rename, remove, mkdir, setstat) with permission denied. */
    @Override
    public void readOnly(boolean on) {
        files.readOnly(on);
    }

    /** Answers opening, listing, renaming and removing this path, and all below it, with permission denied. */
    @Override
    public void denyPath(String path) {
        files.deny(absolute(path));
    }

    /** Takes {@link #denyPath} back. */
    public void allowPath(String path) {
        files.allow(absolute(path));
    }

    /** Makes a new host key for connections from now on; the fingerprint and the known_hosts line are the new key's. */
    public void changeHostKey() {
        hostKey = newHostKey();
    }

    /** Cuts every TCP connection at once, without an SSH goodbye; new ones are welcome. */
    @Override
    public void cutAllSessions() {
        for (AbstractSession session : server.getActiveSessions()) {
            session.getIoSession().close(true);
        }
    }

    @Override
    public synchronized void stopListening() throws IOException {
        server.stop(true);
    }

    /** Comes back on the same port with the same host key. Does nothing when up. */
    @Override
    public synchronized void listenAgain() throws IOException {
        if (!server.isStarted()) {
            server = listen(port);
        }
    }

    @Override
    public void close() {
        try {
            stopListening();
        } catch (IOException failure) {
            throw new UncheckedIOException("the SFTP partner on port " + port + " did not stop", failure);
        }
    }

    private SshServer listen(int wanted) throws IOException {
        SshServer listener = SshServer.setUpDefaultServer();
        listener.setHost(Loopback.HOST);
        listener.setPort(wanted);
        // Small answers would wait for the client's acknowledgement, some 40 ms each.
        CoreModuleProperties.TCP_NODELAY.set(listener, true);
        listener.setKeyPairProvider(session -> List.of(hostKey));
        listener.setPasswordAuthenticator(logins);
        listener.setPublickeyAuthenticator(logins);
        terms.apply(listener);
        listener.addSessionListener(logins);
        listener.setFileSystemFactory(new VirtualFileSystemFactory(root));
        listener.setSubsystemFactories(List.of(SftpService.factory(files, faults)));
        listener.start();
        return listener;
    }

    private static KeyPair newHostKey() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK makes no NIST P-256 keys", failure);
        }
    }

    /** A path that no file could have would count nothing and deny nothing, silently. */
    private static String absolute(String path) {
        if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path of this server: start it with a slash, and end it without one");
        }
        return path;
    }

    private static long positive(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a connection can be cut after 1 byte or more, not after " + bytes);
        }
        return bytes;
    }
}
