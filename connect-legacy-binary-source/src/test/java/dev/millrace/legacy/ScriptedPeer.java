package dev.millrace.legacy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A server on loopback that does what it is told, one connection after the other, and notes what it gets. */
final class ScriptedPeer implements AutoCloseable {

    /** What it does with one connection. */
    interface Act {
        void with(Talk talk) throws IOException;
    }

    /** One connection. */
    static final class Talk {
        private final Socket socket;

        private Talk(Socket socket) {
            this.socket = socket;
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void send(String hex) throws IOException {
            send(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        byte[] receive(int count) throws IOException {
            byte[] got = socket.getInputStream().readNBytes(count);
            if (got.length < count) {
                throw new IOException("the other side closed after " + got.length + " of " + count + " bytes");
            }
            return got;
        }

        String receiveHex(int count) throws IOException {
            return HexFormat.of().withUpperCase().formatHex(receive(count));
        }

        /** Waits until the other side closes. */
        void awaitEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever it says before.
            }
        }

        /** Ends without a goodbye: what was not read is lost. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        Socket socket() {
            return socket;
        }
    }

    private final ServerSocket server;
    private final List<Act> acts;
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger played = new AtomicInteger();

    ScriptedPeer(Act... acts) throws IOException {
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.acts = List.of(acts);
        this.thread = new Thread(this::play, "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void play() {
        try {
            for (Act act : acts) {
                try (Socket socket = server.accept()) {
                    synchronized (sockets) {
                        sockets.add(socket);
                    }
                    socket.setSoTimeout(60_000);
                    act.with(new Talk(socket));
                }
                played.incrementAndGet();
            }
        } catch (IOException | RuntimeException | AssertionError failed) {
            failure.compareAndSet(null, failed);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether every act was played to its end; what failed is thrown. */
    boolean isDone() {
        failed().ifPresent(why -> {
            throw new AssertionError("the peer's act " + (played.get() + 1) + " failed: " + why, why);
        });
        return played.get() == acts.size();
    }

    Optional<Throwable> failed() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        thread.interrupt();
    }
}
