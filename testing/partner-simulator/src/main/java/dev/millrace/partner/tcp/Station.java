package dev.millrace.partner.tcp;

import dev.millrace.partner.Bell;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A partner that talks on one line at a time, whichever side called: the newest line is the one. Thread-safe. */
final class Station implements AutoCloseable {

    private static final Duration LINE_WITHIN = Duration.ofSeconds(20);
    private static final Duration BEFORE_CALLING_AGAIN = Duration.ofMillis(50);

    /** What is done with a line; it ends when this returns or fails. */
    interface Talk {
        void hold(Wire wire) throws IOException;
    }

    private final Bell bell = new Bell();
    private final LineFaults faults;
    private final Talk talk;
    private final AtomicLong lines = new AtomicLong();
    private final @Nullable Door door;
    private volatile @Nullable Wire wire;
    private volatile boolean closed;

    private Station(String name, Talk talk) throws IOException {
        this.talk = talk;
        this.faults = new LineFaults();
        this.door = new Door(name, visitor -> Wire.begin(name + "-talk", () -> take(visitor)));
    }

    private Station(String name, Caller caller, Talk talk) {
        this.talk = talk;
        this.faults = caller.faults();
        this.door = null;
        Wire.begin(name + "-caller", () -> call(caller));
    }

    static Station listening(String name, Talk talk) throws IOException {
        return new Station(name, talk);
    }

    /** Calls until closed: a line that ended is followed by the next one. */
    static Station calling(String name, SocketFactory sockets, String host, int port, Talk talk) {
        return new Station(name, new Caller(sockets, host, port), talk);
    }

    int port() {
        Door entrance = door;
        if (entrance == null) {
            throw new IllegalStateException("this partner calls, it does not listen");
        }
        return entrance.port();
    }

    LineFaults faults() {
        return faults;
    }

    /** How many lines there were. */
    long lines() {
        return lines.get();
    }

    /** The line; waits up to 20 seconds for one. */
    Wire wire() throws IOException {
        try {
            if (!bell.await(this::connected, LINE_WITHIN)) {
                throw new IOException("nobody is on the line");
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a line", told);
        }
        Wire line = wire;
        if (line == null) {
            throw new IOException("the line has just gone");
        }
        return line;
    }

    boolean connected() {
        Wire line = wire;
        return line != null && !line.gone();
    }

    void cut() {
        Wire line = wire;
        if (line != null) {
            line.reset();
        }
    }

    /** Refuses callers from now on. */
    void shut() {
        Door entrance = door;
        if (entrance != null) {
            entrance.close();
        }
        cut();
    }

    /** Lets callers in again, on the same port. */
    void open() throws IOException {
        Door entrance = door;
        if (entrance != null) {
            entrance.open();
        }
    }

    void changed() {
        bell.ring();
    }

    /** Waits for what the partner can see; returns whether it happened in time. */
    boolean await(BooleanSupplier condition, Duration atMost) {
        try {
            return bell.await(condition, atMost);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void take(Socket visitor) {
        try {
            serve(new Wire(visitor, faults));
        } catch (IOException goneAlready) {
            // the visitor was faster
        }
    }

    private void call(Caller caller) {
        while (!closed) {
            try {
                serve(caller.wire());
            } catch (IOException nobody) {
                // nobody answered in all that time
            }
            await(() -> closed, BEFORE_CALLING_AGAIN);
        }
        caller.close();
    }

    private void serve(Wire line) {
        try (line) {
            wire = line;
            lines.incrementAndGet();
            bell.ring();
            talk.hold(line);
        } catch (IOException gone) {
            // the other side left, or said what this partner does not understand: both end the line
        } finally {
            bell.ring();
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
        shut();
    }
}
