package dev.millrace.partner;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what it is told, and closes it afterwards. */
final class TinyServer implements AutoCloseable {

    /** What becomes of one connection. */
    interface Visit {
        void receive(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listener = new ServerSocket();
    private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visits = new AtomicInteger();
    private final Visit visit;

    TinyServer(Visit visit) throws IOException {
        this.visit = visit;
        listener.bind(Loopback.at(0), 1024);
        TcpLink.begin("tiny", this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    int visits() {
        return visits.get();
    }

    /** Reads to the empty line. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the visitor left");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static void answer(OutputStream out, int status, String... fields) throws IOException {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Word\r\n");
        for (String field : fields) {
            answer.append(field).append("\r\n");
        }
        out.write(answer.append(status < 200 ? "\r\n" : "Content-Length: 2\r\n\r\nok")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket visitor = listener.accept();
                visitors.add(visitor);
                visits.incrementAndGet();
                TcpLink.begin("tiny-visitor", () -> receive(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void receive(Socket visitor) {
        try (visitor) {
            visit.receive(new BufferedInputStream(visitor.getInputStream()), visitor.getOutputStream());
        } catch (IOException cut) {
            // its visitor is gone
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket visitor : visitors) {
            visitor.close();
        }
    }
}
