package dev.millrace.partner.tcp;

import dev.millrace.partner.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A listener on 127.0.0.1 that can be shut and opened again on the same port. Thread-safe. */
final class Door implements AutoCloseable {

    /** Takes a visitor; closes the socket when it is done with it. */
    interface Host {
        void welcome(Socket visitor) throws IOException;
    }

    private final String name;
    private final Host host;
    private final int port;
    private final AtomicLong visitors = new AtomicLong();
    private volatile int sendBuffer;
    private volatile ServerSocket entrance;
    private volatile Thread doorman = new Thread();

    Door(String name, Host host) throws IOException {
        this.name = name;
        this.host = host;
        this.entrance = listen(0);
        this.port = entrance.getLocalPort();
        begin(entrance);
    }

    int port() {
        return port;
    }

    /** How many ever came in. */
    long visitors() {
        return visitors.get();
    }

    /** How many bytes the system may take from this side before a write waits; 0 leaves it to the system. */
    void sendBuffer(int bytes) {
        sendBuffer = bytes;
    }

    synchronized void open() throws IOException {
        if (entrance.isClosed()) {
            entrance = listen(port);
            begin(entrance);
        }
    }

    /** Refuses new visitors; those inside stay. */
    @Override
    public synchronized void close() {
        try {
            entrance.close();
            doorman.join(); // the system goes on taking visitors until the thread has left the closed listener
        } catch (IOException failure) {
            throw Wire.unexpected("the door on port " + port + " did not shut", failure);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket listen(int wanted) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(Loopback.at(wanted));
        } catch (IOException failure) {
            listener.close();
            throw failure;
        }
        return listener;
    }

    private void begin(ServerSocket listener) {
        doorman = Wire.begin(name + "-door-" + listener.getLocalPort(), () -> letIn(listener));
    }

    private void letIn(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                Socket visitor = listener.accept();
                visitors.incrementAndGet();
                if (sendBuffer > 0) {
                    visitor.setSendBufferSize(sendBuffer);
                }
                host.welcome(visitor);
            } catch (IOException refused) {
                // the listener was closed, or the visitor left at once
            }
        }
    }
}
