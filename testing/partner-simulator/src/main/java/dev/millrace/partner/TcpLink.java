package dev.millrace.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a gate: two sockets and a thread for each direction. Thread-safe. */
final class TcpLink {

    private static final int CHUNK = 64 * 1024;

    private final Socket visitor;
    private final Socket server;
    private final TcpWeather weather;
    private final Consumer<TcpLink> whenGone;
    private final AtomicInteger directions = new AtomicInteger(2);
    private final AtomicBoolean gone = new AtomicBoolean();

    TcpLink(Socket visitor, Socket server, TcpWeather weather, Consumer<TcpLink> whenGone) {
        this.visitor = visitor;
        this.server = server;
        this.weather = weather;
        this.whenGone = whenGone;
    }

    void start() throws IOException {
        visitor.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        begin("tcp-gate-in", () -> pump(visitor, server));
        begin("tcp-gate-out", () -> pump(server, visitor));
    }

    /** Resets both connections. */
    void cut() {
        if (gone.compareAndSet(false, true)) {
            reset(visitor);
            reset(server);
            weather.changed();
            whenGone.accept(this);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                weather.pass(gone::get);
                out.write(chunk, 0, count);
            }
            weather.pass(gone::get);
            to.shutdownOutput();
            if (directions.decrementAndGet() == 0) {
                end();
            }
        } catch (IOException broken) {
            cut();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            cut();
        }
    }

    /** Both sides said goodbye. */
    private void end() throws IOException {
        if (gone.compareAndSet(false, true)) {
            visitor.close();
            server.close();
            whenGone.accept(this);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0); // close() then resets instead of saying goodbye
        } catch (IOException closedAlready) {
            // nothing left to reset
        }
    }

    static Thread begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
