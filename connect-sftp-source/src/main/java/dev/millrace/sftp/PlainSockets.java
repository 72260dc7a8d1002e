package dev.millrace.sftp;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one socket of a session on the calling thread, and can close it from any other: the library's own way leaves a
 * thread behind for a server that does not answer, and can't be told to stop.
 */
final class PlainSockets implements SocketFactory, AutoCloseable {

    private final int timeout;
    private @Nullable Socket socket;
    private boolean closed;

    /**
     * Makes nothing yet.
     *
     * @param timeout for connecting, in milliseconds
     */
    PlainSockets(int timeout) {
        this.timeout = timeout;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket fresh = new Socket();
        synchronized (this) {
            if (closed) {
                fresh.close();
                throw new SocketException("closed before it was connected");
            }
            socket = fresh;
        }
        try {
            InetSocketAddress server = new InetSocketAddress(host, port);
            if (server.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            fresh.connect(server, timeout);
            return fresh;
        } catch (IOException failed) {
            fresh.close();
            throw failed;
        }
    }

    @Override
    public InputStream getInputStream(Socket connected) throws IOException {
        return connected.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket connected) throws IOException {
        return connected.getOutputStream();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                // A socket that can't be closed in order is closed all the same.
            }
        }
    }
}
