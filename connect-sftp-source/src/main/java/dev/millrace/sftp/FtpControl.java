package dev.millrace.sftp;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPClientConfig;
import org.apache.commons.net.ftp.FTPFileEntryParser;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.parser.DefaultFTPFileEntryParserFactory;
import org.apache.commons.net.ftp.parser.ParserInitializationException;
import org.apache.commons.net.io.CRLFLineReader;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * One control connection to an FTP server, logged in, with a data connection at a time. Used for one connection only: a
 * broken one is closed and another made. The control connection speaks ISO-8859-1, which keeps every byte; names are put
 * into the server's charset here.
 *
 * <p>{@link #close()} may come from any thread, also while it connects, and makes calls under way fail.
 */
final class FtpControl extends FTPClient implements AutoCloseable {

    private static final long RESTED_NANOS = Duration.ofSeconds(1).toNanos();

    private final FtpSettings settings;
    private final String store;
    private final Runnable watch;
    private final Optional<FtpTls> tls;
    private final FtpSockets sockets = new FtpSockets();
    private Charset charset = StandardCharsets.ISO_8859_1;
    private boolean machineListings;
    private @Nullable FTPFileEntryParser listParser;
    private @Nullable SSLSocket encrypted;
    private volatile boolean closed;
    private long lastUsed = System.nanoTime();

    /**
     * Connects nothing yet.
     *
     * @param watch called when a command is sent, whose answer may take as long as the deadline
     */
    FtpControl(FtpSettings settings, String store, Runnable watch) {
        this.settings = settings;
        this.store = store;
        this.watch = watch;
        this.tls = settings.tls().map(chosen -> new FtpTls(chosen, settings.host(), settings.port(), store));
        int connectMillis = Math.toIntExact(settings.connectTimeout().toMillis());
        setSocketFactory(sockets);
        setServerSocketFactory(sockets.listening());
        setConnectTimeout(connectMillis);
        setDefaultTimeout(connectMillis);
        setDataTimeout(settings.deadline());
        setControlEncoding(StandardCharsets.ISO_8859_1.name());
        setIpAddressFromPasvResponse(!settings.checkPassiveAddress());
        setPassiveNatWorkaroundStrategy(this::reachable);
        // In active mode the server may use another of its addresses; in passive mode we chose the address ourselves.
        setRemoteVerificationEnabled(settings.mode() == FtpSettings.Mode.ACTIVE && settings.checkPassiveAddress());
    }

    /** Connects, protects the connection, logs in, and asks the server what it can do. */
    void connect() {
        try {
            connect(settings.host(), settings.port());
            if (!FTPReply.isPositiveCompletion(getReplyCode())) {
                throw new IOException("the server greets with " + text());
            }
            setSoTimeout(Math.toIntExact(settings.deadline().toMillis()));
            setTcpNoDelay(true);
            logIn();
            if (tls.isPresent()) {
                require(sendCommand("PBSZ", "0"), "PBSZ");
                require(sendCommand("PROT", "P"), "PROT P");
            }
            if (settings.mode() == FtpSettings.Mode.ACTIVE) {
                enterLocalActiveMode();
            } else {
                enterLocalPassiveMode();
            }
            askFeatures();
            require(type(FTP.BINARY_FILE_TYPE), "TYPE I");
        } catch (IOException | RuntimeException failed) {
            close();
            throw FtpFailure.connecting(failed, store, tls.flatMap(FtpTls::shown));
        }
    }

    /** With implicit TLS the greeting comes encrypted already; with explicit TLS the answer to AUTH is the last in clear. */
    @Override
    protected void _connectAction_() throws IOException {
        if (tls.isPresent() && tls.get().isImplicit()) {
            encrypt(tls.get());
        }
        super._connectAction_();
        if (tls.isPresent() && !tls.get().isImplicit()) {
            if (sendCommand("AUTH", "TLS") != FTPReply.SECURITY_DATA_EXCHANGE_COMPLETE) {
                throw FtpFailure.noTls(
                        store,
                        "the server refuses AUTH TLS (" + text() + "): is " + FtpsSettings.MODE
                                + " right, and does it offer TLS?");
            }
            encrypt(tls.get());
            _input_ = _socket_.getInputStream();
            _output_ = _socket_.getOutputStream();
            // New ones: whatever came in clear behind the answer is forgotten.
            _controlInput_ = new CRLFLineReader(new InputStreamReader(_input_, StandardCharsets.ISO_8859_1));
            _controlOutput_ = new BufferedWriter(new OutputStreamWriter(_output_, StandardCharsets.ISO_8859_1));
        }
    }

    private void encrypt(FtpTls protection) throws IOException {
        _socket_.setSoTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        encrypted = protection.control(_socket_);
        _socket_ = encrypted;
    }

    private void logIn() throws IOException {
        int code = sendCommand("USER", wire(settings.username()));
        if (code == FTPReply.NEED_PASSWORD) {
            code = sendCommand(
                    "PASS", wire(settings.password().map(Password::value).orElse("")));
        }
        if (FTPReply.isNegativePermanent(code) || code == FTPReply.NEED_ACCOUNT) {
            throw StoreFailure.login(store, settings.username(), new IOException(text()));
        }
        require(code, "the login");
    }

    /** Servers that know no FEAT are taken for old ones. */
    private void askFeatures() throws IOException {
        boolean asked = features();
        boolean utf8 = asked && hasFeature("UTF8");
        charset = settings.encoding().orElse(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        if (utf8 && charset.equals(StandardCharsets.UTF_8)) {
            // Some servers want to be told; those that don't may refuse it.
            int unused = sendCommand("OPTS", "UTF8 ON");
        }
        String facts = asked ? String.valueOf(featureValue("MLST")).toLowerCase(Locale.ROOT) : "";
        machineListings = facts.contains("type") && facts.contains("size") && facts.contains("modify");
        if (machineListings && !(facts.contains("type*") && facts.contains("size*") && facts.contains("modify*"))) {
            int unused = sendCommand("OPTS", "MLST type;size;modify;");
        }
        if (!machineListings) {
            listParser = listParser();
        }
    }

    private FTPFileEntryParser listParser() throws IOException {
        String system = sendCommand("SYST") == FTPReply.NAME_SYSTEM_TYPE
                        && getReplyString().length() > 4
                ? getReplyString().substring(4).trim()
                : FTPClientConfig.SYST_UNIX;
        try {
            return listParser(system);
        } catch (ParserInitializationException unknown) {
            return listParser(FTPClientConfig.SYST_UNIX);
        }
    }

    private FTPFileEntryParser listParser(String system) {
        FTPClientConfig config = new FTPClientConfig(system.split(" ", 2)[0]);
        config.setServerTimeZoneId(settings.listTimeZone().getId());
        config.setServerLanguageCode("en");
        try {
            return new DefaultFTPFileEntryParserFactory().createFileEntryParser(config);
        } catch (ParserInitializationException unknown) {
            return new DefaultFTPFileEntryParserFactory()
                    .createFileEntryParser(new FTPClientConfig(FTPClientConfig.SYST_UNIX));
        }
    }

    /** Whether the server knows MLSD and MLST with type, size and time (RFC 3659). */
    boolean machineListings() {
        return machineListings;
    }

    /** What reads the lines of LIST. */
    FTPFileEntryParser listEntries() {
        FTPFileEntryParser parser = listParser;
        if (parser == null) {
            throw new IllegalStateException("this server lists by MLSD");
        }
        return parser;
    }

    /** Sends a command about a path and tells the code of the answer. */
    int ask(String command, String path) throws IOException {
        used();
        return sendCommand(command, wire(path));
    }

    /** Sends a command that answers nobody waits for yet. */
    void send(String command) throws IOException {
        used();
        _controlOutput_.write(command + "\r\n");
        _controlOutput_.flush();
    }

    /** Reads one answer, such as the one behind a transfer, and tells its code. */
    int answer() throws IOException {
        used();
        return getReply();
    }

    /**
     * Opens a data connection for a command.
     *
     * @param path none for the working folder
     * @param at bytes to leave out
     * @return null when the server refuses the command; the reply tells why
     */
    @Nullable
    Socket transfer(String command, @Nullable String path, long at) throws IOException {
        used();
        setRestartOffset(at);
        Socket plain = _openDataConnection_(command, path == null ? null : wire(path));
        if (plain == null || tls.isEmpty()) {
            return plain == null ? null : sockets.remembered(plain);
        }
        plain.setSoTimeout(Math.toIntExact(settings.deadline().toMillis()));
        return tls.get().data(sockets.remembered(plain));
    }

    private void used() {
        lastUsed = System.nanoTime();
        watch.run();
    }

    /** Whether the connection can be used; one that rested for a while is asked. */
    boolean isAlive() {
        if (closed || !isConnected()) {
            return false;
        }
        if (System.nanoTime() - lastUsed < RESTED_NANOS) {
            return true;
        }
        try {
            used();
            return FTPReply.isPositiveCompletion(sendCommand("NOOP"));
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }

    /** The session with which the control connection is encrypted; empty without TLS. */
    Optional<SSLSocket> encrypted() {
        return Optional.ofNullable(encrypted);
    }

    /** The last answer in words, on one line. */
    String text() {
        String reply = getReplyString();
        return reply == null ? "" : text(reply).trim().replaceAll("[\\r\\n]+", " ");
    }

    /** What the server's bytes say in its charset. */
    String text(String wire) {
        return new String(wire.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /** How long connecting and logging in may take together. */
    Duration patience() {
        return settings.connectTimeout().multipliedBy(2);
    }

    Duration keepalive() {
        return settings.keepalive();
    }

    /** Whether the last answer says that the server does not know the login any more, or goes down. */
    boolean isNotLoggedIn() {
        return getReplyCode() == FTPReply.NOT_LOGGED_IN || getReplyCode() == FTPReply.SERVICE_NOT_AVAILABLE;
    }

    /** Ends the connection without a good-bye, which could wait for a server that takes no bytes. */
    @Override
    public void close() {
        closed = true;
        sockets.close();
    }

    private void require(int code, String what) throws IOException {
        if (!FTPReply.isPositiveCompletion(code)) {
            throw new IOException("the server refuses " + what + " (" + text() + ")");
        }
    }

    /** The bytes of a name in the server's charset, as characters of ISO-8859-1; a line's end would be another command. */
    private String wire(String name) {
        if (name.chars().anyMatch(letter -> letter == '\r' || letter == '\n' || letter == 0)) {
            throw new ConnectorFailure(
                    FailureKind.REJECTED,
                    StoreFailure.MISSING,
                    store + ": a name with a line's end in it can't be told to an FTP server");
        }
        return new String(name.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    /** The control connection's host instead of an address that leads nowhere from here. */
    private String reachable(String told) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(told);
        InetAddress control = getRemoteAddress();
        boolean lost = address.isAnyLocalAddress()
                || (address.isLoopbackAddress() && !control.isLoopbackAddress())
                || (address.isSiteLocalAddress() && !control.isSiteLocalAddress());
        return lost ? control.getHostAddress() : told;
    }
}
