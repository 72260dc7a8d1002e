package dev.millrace.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers byte by byte as a test says: for replies that no well-behaved server gives. Each connection has a thread. */
final class RawServer implements AutoCloseable {

    /** What happens on a connection. */
    @FunctionalInterface
    interface Conversation {
        void on(Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(Conversation conversation) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        begin(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket connection = listener.accept();
                    open.add(connection);
                    connections.incrementAndGet();
                    begin(() -> serve(connection, conversation));
                } catch (IOException closed) {
                    // the end
                }
            }
        });
    }

    static RawServer speaking(Conversation conversation) throws IOException {
        return new RawServer(conversation);
    }

    /** Gives this head and body to each request, on connections that stay open. */
    static RawServer answering(String head, byte[] body) throws IOException {
        return speaking(connection -> {
            while (readHead(connection.getInputStream())) {
                OutputStream out = connection.getOutputStream();
                out.write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** How many connections nobody has closed yet. */
    int stillOpen() {
        return open.size();
    }

    /** Reads up to the empty line after a request's head; false when the client has gone. */
    static boolean readHead(InputStream in) throws IOException {
        int state = 0;
        while (state < 4) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            state = next == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : 0;
        }
        return true;
    }

    private void serve(Socket connection, Conversation conversation) {
        try (connection) {
            conversation.on(connection);
        } catch (IOException gone) {
            // the client had enough
        } finally {
            open.remove(connection);
        }
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : open) {
            connection.close();
        }
    }
}
