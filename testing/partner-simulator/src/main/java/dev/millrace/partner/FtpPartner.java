package dev.millrace.partner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfiguration;

/**
 * An FTP server in this process on 127.0.0.1 that can be told to misbehave: plain, or with TLS.
 *
 * <p>It serves one folder as {@code /} to one user. With TLS its certificate is made at start, signed by itself, good for
 * 127.0.0.1 and localhost, and lives in memory only; control and data connections must then both be encrypted. Paths in
 * this class are the client's.
 *
 * <p>Switches may be thrown at any time from any thread and hold until thrown back. Thread-safe; {@link #close()} cuts
 * every connection and ends every thread.
 */
public final class FtpPartner implements FilePartner {

    /** How connections are protected. */
    public enum Protection {
        /** Not at all. */
        PLAIN,
        /** By {@code AUTH TLS} on the plain port (RFC 4217). */
        EXPLICIT,
        /** From the first byte on. */
        IMPLICIT
    }

    private static final String LISTENER = "default";

    /** Silence after which a control connection is ended. */
    static final int IDLE_SECONDS = 300;

    private static final int DATA_IDLE_SECONDS = 10;

    private final Path root;
    private final Protection protection;
    private final String username;
    private final String password;
    private final ServedBytes served = new ServedBytes();
    private final FtpFaults faults = new FtpFaults();
    private final FtpLogins logins;
    private final FtpCertificate certificate = FtpCertificate.make();
    private final int port;
    private volatile boolean clientCertificates;
    private volatile FtpServer server;
    private volatile Listener listener;

    private FtpPartner(Path root, Protection protection, int port, String username, String password)
            throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.protection = protection;
        this.username = username;
        this.password = password;
        this.logins = new FtpLogins(username, password, faults);
        this.listener = listener(port);
        this.server = listen();
        this.port = listener.getPort();
    }

    /** Serves the folder on a free port, to a user {@code partner} with a generated password. */
    public static FtpPartner start(Path root, Protection protection) throws IOException {
        return start(root, protection, 0, "partner", UUID.randomUUID().toString());
    }

    /**
     * Serves the folder to the given user.
     *
     * @param port 1 to 65535, or 0 for a free one
     */
    public static FtpPartner start(Path root, Protection protection, int port, String username, String password)
            throws IOException {
        return new FtpPartner(root, protection, port, username, password);
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

    /** The SHA-256 digest of the certificate: {@code SHA256:} and pairs of hexadecimal digits with colons between. */
    public String certificateFingerprint() {
        return certificate.fingerprint();
    }

    /** The certificate in PEM form. */
    public String certificatePem() {
        return certificate.pem();
    }

    /** The certificate's private key in PEM form, for tests in which a client shows the same certificate. */
    public String certificateKeyPem() {
        return certificate.keyPem();
    }

    /** How many control connections ever came in. */
    @Override
    public long connections() {
        return faults.connections();
    }

    @Override
    public long sessions() {
        return logins.sessions();
    }

    /** How many control connections are open now. */
    @Override
    public int openSessions() {
        return listener.getActiveSessions().size();
    }

    /** How many passwords were turned down. */
    public long refusedLogins() {
        return logins.refused();
    }

    /** How often a client sent this command, such as {@code MLSD}. */
    public long commands(String name) {
        return faults.commands(name);
    }

    @Override
    public long bytesRead(String path) {
        return served.of(path);
    }

    @Override
    public List<Long> readStarts(String path) {
        return served.starts(path);
    }

    /** Turns every login down, as if the password were wrong; open sessions stay. */
    @Override
    public void refuseLogin(boolean on) {
        logins.refuse(on);
    }

    /**
     * Ends one transfer in its middle after this many more bytes of file data, then never again. The control connection
     * stays and tells that the transfer failed.
     *
     * @param bytes at least 1
     */
    public void dropTransferAfterBytes(long bytes) {
        faults.cutSessions(false);
        served.cutAfter(bytes, false);
    }

    /** Cuts every connection without a word after this many more bytes of file data; then never again. */
    @Override
    public void dropConnectionAfterBytes(long bytes) {
        faults.cutSessions(true);
        served.cutAfter(bytes, false);
    }

    @Override
    public void dropConnectionEvery(long bytes) {
        faults.cutSessions(true);
        served.cutAfter(bytes, true);
    }

    @Override
    public void keepConnections() {
        served.neverCut();
    }

    /** Lets every block that is read of a file wait this long; {@link Duration#ZERO} ends it at once. */
    @Override
    public void delayPerRead(Duration delay) {
        faults.delayPerRead(delay);
    }

    /** Takes commands and answers none of them until thrown back. */
    @Override
    public void hang(boolean on) {
        faults.hang(on);
    }

    @Override
    public void readOnly(boolean on) {
        faults.readOnly(on);
    }

    /** Refuses to open, rename and remove this path and all below it; listings still show it. */
    @Override
    public void denyPath(String path) {
        faults.deny(path);
    }

    /** Knows neither MLSD nor MLST (RFC 3659) from now on, as many old servers don't. */
    public void oldListings(boolean on) {
        faults.oldListings(on);
    }

    /** Asks every client for a certificate that this authority signed, or is; needs TLS. Takes effect with a new start. */
    public void requireClientCertificate(String pem) throws IOException {
        certificate.trust(pem);
        clientCertificates = true;
        stopListening();
        listenAgain();
    }

    @Override
    public void cutAllSessions() {
        for (FtpIoSession session : listener.getActiveSessions()) {
            session.closeNow();
        }
    }

    /** Goes down: cuts every connection and refuses new ones, until {@link #listenAgain()}. */
    @Override
    public synchronized void stopListening() {
        faults.hang(false);
        cutAllSessions();
        server.stop();
    }

    @Override
    public synchronized void listenAgain() throws IOException {
        if (server.isStopped()) {
            listener = listener(port);
            server = listen();
        }
    }

    @Override
    public void close() {
        stopListening();
    }

    private Listener listener(int wanted) {
        DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
        data.setActiveEnabled(true);
        data.setPassiveAddress(Loopback.HOST);
        // A client that goes away between a command and its data connection holds its session for that long.
        data.setIdleTime(DATA_IDLE_SECONDS);
        ListenerFactory factory = new ListenerFactory();
        factory.setServerAddress(Loopback.HOST);
        factory.setPort(wanted);
        factory.setIdleTimeout(IDLE_SECONDS);
        if (protection != Protection.PLAIN) {
            // One for both, or data connections could not resume the sessions of control connections.
            SslConfiguration tls = certificate.configuration(clientCertificates);
            factory.setSslConfiguration(tls);
            factory.setImplicitSsl(protection == Protection.IMPLICIT);
            data.setSslConfiguration(tls);
            data.setImplicitSsl(false);
        }
        factory.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        return factory.createListener();
    }

    private FtpServer listen() throws IOException {
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setAnonymousLoginEnabled(false);
        connections.setLoginFailureDelay(0);
        connections.setMaxThreads(16);
        FtpServerFactory factory = new FtpServerFactory();
        factory.setConnectionConfig(connections.createConnectionConfig());
        factory.setUserManager(logins);
        factory.setFileSystem(user -> new FtpFolder(root, served, faults, this::cutAllSessions));
        factory.setCommandFactory(faults.commandFactory(protection != Protection.PLAIN));
        factory.addListener(LISTENER, listener);
        // The server empties the map when it ends.
        factory.setFtplets(new HashMap<>(Map.of("faults", faults)));
        FtpServer fresh = factory.createServer();
        try {
            fresh.start();
        } catch (FtpException | RuntimeException failed) {
            throw new IOException("the FTP partner does not start", failed);
        }
        return fresh;
    }
}
