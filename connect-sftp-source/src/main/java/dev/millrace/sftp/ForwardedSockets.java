package dev.millrace.sftp;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Makes sockets that a jump host connects (channel type direct-tcpip, RFC 4254, 7.2). Nothing listens on this machine, where
 * another user could come in.
 */
final class ForwardedSockets implements SocketFactory {

    /** Without the beginning that marks failures of the jump host. */
    static final String REFUSED = "forwarding-refused";

    /** RFC 4254, 5.1. */
    private static final int PROHIBITED = 1;

    private final Session jump;
    private final String label;
    private final int timeout;

    /**
     * Makes nothing yet.
     *
     * @param jump logged in
     * @param label names the jump host in messages
     * @param timeout for the jump host's answer, in milliseconds
     */
    ForwardedSockets(Session jump, String label, int timeout) {
        this.jump = jump;
        this.label = label;
        this.timeout = timeout;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Channel channel;
        try {
            channel = jump.getStreamForwarder(host, port);
        } catch (JSchException failed) {
            throw new IOException(failed);
        }
        try {
            ForwardedSocket socket = new ForwardedSocket(channel);
            channel.connect(timeout);
            return socket;
        } catch (JSchException failed) {
            channel.disconnect();
            throw channel.getExitStatus() == PROHIBITED
                    ? JumpFailure.of(new ConnectorFailure(
                            FailureKind.MISCONFIGURED,
                            REFUSED,
                            label + " may not hand the connection on to " + host + ":" + port
                                    + ": ask its owner to permit TCP forwarding there",
                            failed))
                    : StoreFailure.unreachable(label, "handing the connection on to " + host + ":" + port, failed);
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }
}
