package dev.millrace.partner.tcp;

import dev.millrace.partner.Loopback;
import java.io.IOException;
import java.net.ServerSocket;

/** A listener that a test answers from, by hand. */
final class Listener implements AutoCloseable {

    private final ServerSocket socket;

    Listener() throws IOException {
        socket = new ServerSocket(0, 10, Loopback.at(0).getAddress());
        socket.setSoTimeout(20_000);
    }

    int port() {
        return socket.getLocalPort();
    }

    Visitor next() throws IOException {
        return new Visitor(socket.accept());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
