package dev.millrace.sftp;

import com.jcraft.jsch.SocketFactory;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Makes sockets that lead through a proxy. The library has proxies of its own, but they don't tell a proxy that refuses us
 * from one that can't reach the server.
 */
final class ProxySockets implements SocketFactory {

    static final String UNREACHABLE = "proxy-unreachable";
    static final String REFUSED = "proxy-refused";
    static final String LOGIN = "proxy-login-refused";

    /** What a proxy answered; it has a code of its own kind. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        /** What it means for the connector. */
        enum Meaning {
            LOGIN,
            FORBIDDEN,
            SERVER_UNREACHABLE
        }

        private final Meaning meaning;

        Refusal(Meaning meaning, String answer) {
            super(answer);
            this.meaning = meaning;
        }
    }

    /** Asks a proxy for a connection and reads its answer, and not a byte more. */
    @FunctionalInterface
    interface Handshake {
        void ask(InputStream in, OutputStream out, ServerAddress server) throws IOException;
    }

    private final ProxySettings settings;
    private final ServerAddress proxy;
    private final SocketFactory sockets;
    private final int timeout;

    /**
     * Makes nothing yet.
     *
     * @param proxy where it is
     * @param timeout for each byte of the proxy's answer, in milliseconds
     */
    ProxySockets(ProxySettings settings, ServerAddress proxy, SocketFactory sockets, int timeout) {
        this.settings = settings;
        this.proxy = proxy;
        this.sockets = sockets;
        this.timeout = timeout;
    }

    @Override
    public Socket createSocket(String host, int port) {
        ServerAddress server = new ServerAddress(host, port);
        try {
            Socket socket = sockets.createSocket(proxy.host(), proxy.port());
            try {
                socket.setSoTimeout(timeout);
                handshake().ask(sockets.getInputStream(socket), sockets.getOutputStream(socket), server);
                return socket;
            } catch (IOException failed) {
                socket.close();
                throw failed;
            }
        } catch (Refusal refusal) {
            throw translate(refusal, server);
        } catch (IOException failed) {
            String reason = failed instanceof EOFException ? "it hung up" : String.valueOf(failed.getMessage());
            throw new ConnectorFailure(
                    FailureKind.TRANSIENT,
                    UNREACHABLE,
                    "proxy " + proxy + " gave no connection (" + reason + ")",
                    failed);
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return sockets.getInputStream(socket);
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return sockets.getOutputStream(socket);
    }

    private Handshake handshake() {
        return settings.type() == ProxySettings.Type.HTTP ? new HttpConnect(settings) : new Socks5(settings);
    }

    private ConnectorFailure translate(Refusal refusal, ServerAddress server) {
        String answer = " (" + refusal.getMessage() + ")";
        return switch (refusal.meaning) {
            case LOGIN ->
                new ConnectorFailure(
                        FailureKind.UNAUTHORIZED,
                        LOGIN,
                        "proxy " + proxy + " refuses our login" + answer + ": check " + ProxySettings.USERNAME + " and "
                                + ProxySettings.PASSWORD,
                        refusal);
            case FORBIDDEN ->
                new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        REFUSED,
                        "proxy " + proxy + " refuses to connect to " + server + answer + ": check " + ProxySettings.TYPE
                                + ", or ask its owner to allow it",
                        refusal);
            case SERVER_UNREACHABLE -> StoreFailure.unreachable("proxy " + proxy, "connecting to " + server, refusal);
        };
    }
}
