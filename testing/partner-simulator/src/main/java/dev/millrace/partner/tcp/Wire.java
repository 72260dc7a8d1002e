package dev.millrace.partner.tcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection as a partner holds it: frames leave through the faults of the line. Any thread may send; one reads. */
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final LineFaults faults;
    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final AtomicBoolean gone = new AtomicBoolean();
    private int heldFrames;

    Wire(Socket socket, LineFaults faults) throws IOException {
        this.socket = socket;
        this.faults = faults;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    DataInputStream in() {
        return in;
    }

    LineFaults faults() {
        return faults;
    }

    boolean gone() {
        return gone.get();
    }

    /** Reads that take longer than this fail with a timeout of the socket. */
    void patience(Duration atMost) throws IOException {
        socket.setSoTimeout((int) Math.max(1, atMost.toMillis()));
    }

    /** Sends one frame, or several in one array, when the line lets it. */
    void send(byte[] frame) throws IOException {
        try {
            faults.awaitLeave(gone::get);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the line held a frame", told);
        }
        synchronized (out) {
            held.writeBytes(frame);
            heldFrames++;
            if (heldFrames >= faults.together()) {
                release();
            }
        }
    }

    private void release() throws IOException {
        byte[] bytes = held.toByteArray();
        held.reset();
        heldFrames = 0;
        Passage passage = faults.pass(bytes.length);
        if (faults.singleBytes()) {
            for (int at = 0; at < passage.bytes(); at++) {
                out.write(bytes[at]);
                out.flush();
            }
        } else {
            out.write(bytes, 0, passage.bytes());
        }
        switch (passage.after()) {
            case GOES_ON -> {}
            case END -> {
                close();
                throw new IOException("the line was cut as told");
            }
            case RESET -> {
                reset();
                throw new IOException("the line was reset as told");
            }
        }
    }

    /** Says goodbye to the other side without waiting for it. */
    @Override
    public void close() {
        if (gone.compareAndSet(false, true)) {
            faults.changed();
            try (socket) {
                if (!(socket instanceof javax.net.ssl.SSLSocket)) {
                    socket.shutdownOutput();
                }
            } catch (IOException goneAlready) {
                // the other side was faster
            }
        }
    }

    /** Resets the connection. */
    void reset() {
        if (gone.compareAndSet(false, true)) {
            faults.changed();
            try (socket) {
                socket.setSoLinger(true, 0); // close() then resets instead of saying goodbye
            } catch (IOException goneAlready) {
                // nothing left to reset
            }
        }
    }

    static Thread begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** For faces whose callers would have nothing better to do with a broken loopback. */
    static UncheckedIOException unexpected(String what, IOException failure) {
        return new UncheckedIOException(what, failure);
    }
}
