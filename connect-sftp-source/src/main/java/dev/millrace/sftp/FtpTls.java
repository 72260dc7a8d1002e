package dev.millrace.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Puts TLS around the sockets of one FTP server.
 *
 * <p>Many servers take a data connection only when it resumes the TLS session of its control connection. JSSE looks for
 * sessions by peer host and port, and a data connection has another port. So it is shown a socket that tells the control
 * connection's port: by that name the session is found, and nothing of JSSE's inside is touched.
 */
final class FtpTls {

    private final FtpsSettings settings;
    private final String host;
    private final int port;
    private final FtpTrust trust;
    private final SSLContext context;

    /** Reads the certificates that the settings name. */
    FtpTls(FtpsSettings settings, String host, int port, String store) {
        this.settings = settings;
        this.host = host;
        this.port = port;
        this.trust = FtpTrust.of(settings, store);
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(FtpClientKey.of(settings, store).toArray(KeyManager[]::new), new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    boolean isImplicit() {
        return settings.mode() == FtpsSettings.Mode.IMPLICIT;
    }

    /** The fingerprint of the certificate that the server showed last. */
    Optional<String> shown() {
        return trust.shown();
    }

    /** The control connection, after its handshake. */
    SSLSocket control(Socket plain) throws IOException {
        return shakenHands(plain);
    }

    /** A data connection, after its handshake, which resumes the session of the control connection where it can. */
    SSLSocket data(Socket plain) throws IOException {
        return shakenHands(new NamedAsControl(plain, port));
    }

    private SSLSocket shakenHands(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(String[]::new));
        if (settings.check() == FtpsSettings.Check.STRICT
                && settings.fingerprints().isEmpty()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.setUseClientMode(true);
        socket.startHandshake();
        return socket;
    }

    /** A connected socket that tells another port than its own. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the socket behind it takes its own locks
    private static final class NamedAsControl extends Socket {

        private final Socket socket;
        private final int port;

        NamedAsControl(Socket socket, int port) {
            this.socket = socket;
            this.port = port;
        }

        @Override
        public int getPort() {
            return port;
        }

        @Override
        public InetAddress getInetAddress() {
            return socket.getInetAddress();
        }

        @Override
        public InetAddress getLocalAddress() {
            return socket.getLocalAddress();
        }

        @Override
        public int getLocalPort() {
            return socket.getLocalPort();
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return socket.getRemoteSocketAddress();
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return socket.getLocalSocketAddress();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public void setSoTimeout(int timeout) throws SocketException {
            socket.setSoTimeout(timeout);
        }

        @Override
        public int getSoTimeout() throws SocketException {
            return socket.getSoTimeout();
        }

        @Override
        public void setSoLinger(boolean on, int linger) throws SocketException {
            socket.setSoLinger(on, linger);
        }

        @Override
        public int getSoLinger() throws SocketException {
            return socket.getSoLinger();
        }

        @Override
        public void setTcpNoDelay(boolean on) throws SocketException {
            socket.setTcpNoDelay(on);
        }

        @Override
        public void shutdownInput() throws IOException {
            socket.shutdownInput();
        }

        @Override
        public void shutdownOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public boolean isConnected() {
            return socket.isConnected();
        }

        @Override
        public boolean isBound() {
            return socket.isBound();
        }

        @Override
        public boolean isClosed() {
            return socket.isClosed();
        }

        @Override
        public boolean isInputShutdown() {
            return socket.isInputShutdown();
        }

        @Override
        public boolean isOutputShutdown() {
            return socket.isOutputShutdown();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
