package dev.millrace.partner;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket();

    EchoServer() throws IOException {
        listener.bind(Loopback.at(0));
        TcpLink.begin("echo", this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket visitor = listener.accept();
                TcpLink.begin("echo-visitor", () -> echo(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket visitor) {
        try (visitor) {
            visitor.setTcpNoDelay(true);
            visitor.getInputStream().transferTo(visitor.getOutputStream());
        } catch (IOException cut) {
            // its visitor is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
