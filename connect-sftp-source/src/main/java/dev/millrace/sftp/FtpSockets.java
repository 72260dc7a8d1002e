package dev.millrace.sftp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/** Makes the sockets of one FTP connection, and can close all of them from any thread. */
final class FtpSockets extends SocketFactory implements AutoCloseable {

    private final Set<Closeable> open = new HashSet<>();
    private boolean closed;

    /** A socket that can be closed from here, not connected. */
    @Override
    public Socket createSocket() throws IOException {
        return remembered(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return remembered(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return remembered(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return remembered(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return remembered(new Socket(host, port, localHost, localPort));
    }

    /** Those that wait for the server's data connection in active mode. */
    ServerSocketFactory listening() {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                return remembered(new ServerSocket(port));
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return remembered(new ServerSocket(port, backlog));
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                return remembered(new ServerSocket(port, backlog, address));
            }
        };
    }

    /** Has an accepted socket closed with the others. */
    synchronized <T extends Closeable> T remembered(T socket) throws IOException {
        if (closed) {
            socket.close();
            throw new SocketException("closed before it was connected");
        }
        open.removeIf(FtpSockets::isClosed);
        open.add(socket);
        return socket;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Closeable socket : open) {
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                // A socket that can't be closed in order is closed all the same.
            }
        }
        open.clear();
    }

    private static boolean isClosed(Closeable socket) {
        return socket instanceof Socket plain ? plain.isClosed() : ((ServerSocket) socket).isClosed();
    }
}
