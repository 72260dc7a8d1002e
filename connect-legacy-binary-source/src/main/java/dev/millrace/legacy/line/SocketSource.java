package dev.millrace.legacy.line;

import dev.millrace.legacy.frame.ByteSource;
import dev.millrace.legacy.frame.FrameFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;

/** Reads a socket, within the times that silence and a frame may last. Belongs to the reading thread. */
final class SocketSource implements ByteSource {

    /** Nothing came for as long as silence is allowed. */
    static final class Silence extends IOException {
        private static final long serialVersionUID = 1L;

        Silence(long millis) {
            super("nothing came for " + millis + " ms");
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final long silenceMillis;
    private final long frameMillis;
    private final Clock clock;
    private volatile long lastReceived;
    private long begunAt = -1;
    private int limit = -1;

    SocketSource(Socket socket, long silenceMillis, long frameMillis, Clock clock) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.silenceMillis = silenceMillis;
        this.frameMillis = frameMillis;
        this.clock = clock;
        this.lastReceived = clock.millis();
    }

    long lastReceived() {
        return lastReceived;
    }

    @Override
    public int read(byte[] into, int at, int most, long within, boolean begun) throws IOException {
        if (!begun) {
            begunAt = -1;
        } else if (begunAt < 0) {
            begunAt = clock.millis();
        }
        long left = begun ? frameMillis - (clock.millis() - begunAt) : Long.MAX_VALUE;
        if (left <= 0) {
            throw late();
        }
        long wait = within >= 0 ? Math.max(1, within) : silenceMillis == 0 ? Long.MAX_VALUE : silenceMillis;
        limit((int) Math.min(Integer.MAX_VALUE, Math.min(wait, left)));
        try {
            int got = in.read(into, at, most);
            if (got > 0) {
                lastReceived = clock.millis();
            }
            return got;
        } catch (SocketTimeoutException nothing) {
            if (within >= 0) {
                return 0;
            }
            throw begun && left <= wait ? late() : new Silence(silenceMillis);
        }
    }

    private FrameFault late() {
        return new FrameFault(
                "frame-timeout", "a frame was not whole within " + frameMillis + " ms (frame.timeout.ms)");
    }

    private void limit(int millis) throws IOException {
        int wanted = millis == Integer.MAX_VALUE ? 0 : millis;
        if (wanted != limit) {
            socket.setSoTimeout(wanted);
            limit = wanted;
        }
    }
}
