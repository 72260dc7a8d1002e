package dev.millrace.legacy.line;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens sockets to other sides.
 *
 * @param tls how connections are protected; empty for not at all
 * @param connectMillis how long connecting and the TLS handshake may take, each
 */
record Plugs(Optional<TlsMaterial> tls, int connectMillis, boolean keepAlive) {

    /** What waits unread in the kernel is bounded, too: that is how the other side learns to wait. */
    static final int RECEIVE_BUFFER = 1 << 18;

    Socket connect(HostPort host) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(keepAlive);
            plain.setReceiveBufferSize(RECEIVE_BUFFER);
            plain.connect(new InetSocketAddress(host.host(), host.port()), connectMillis);
            return tls.isEmpty() ? plain : secured(plain, host, tls.get());
        } catch (IOException | RuntimeException failed) {
            closeQuietly(plain);
            throw failed;
        }
    }

    private Socket secured(Socket plain, HostPort host, TlsMaterial material) throws IOException {
        SSLSocket secured =
                (SSLSocket) material.context().getSocketFactory().createSocket(plain, host.host(), host.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        if (material.verifiesHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(connectMillis);
        secured.startHandshake();
        return secured;
    }

    /** A word on a failure that holds nothing of the other side's. */
    static String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "its name is not known";
        }
        if (failure instanceof SocketTimeoutException) {
            return "it does not answer in time";
        }
        return failure instanceof SSLException
                ? "TLS fails, see tls.*: " + failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName();
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}
