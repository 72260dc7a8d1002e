package dev.millrace.partner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Requests that no client library would send, over plain sockets, for tests of a server's limits. Each attack is over
 * within the given time and amount, whatever the server does. Thread-safe.
 */
public final class RawHttp {

    private static final int CHUNK = 64 * 1024;

    private final InetSocketAddress server;
    private final Duration within;

    private RawHttp(InetSocketAddress server, Duration within) {
        this.server = server;
        this.within = within;
    }

    /**
     * Attacks a server on 127.0.0.1.
     *
     * @param within how long one attack lasts at most
     */
    public static RawHttp to(int port, Duration within) {
        return new RawHttp(Loopback.at(port), within);
    }

    /** A connection to do as one likes. */
    public RawConnection open() {
        return new RawConnection(server, within);
    }

    /** Opens connections and says nothing, within the time of one attack. */
    public IdleConnections idle(int count) {
        return new IdleConnections(server, count, within);
    }

    /** Slowloris: one header field after each pause, and never the end of the head. */
    public RawOutcome slowHead(String path, Duration pause) throws InterruptedException {
        try (RawConnection connection = open()) {
            boolean open = connection.send("POST " + path + " HTTP/1.1\r\nHost: partner\r\n");
            for (int number = 0; open; number++) {
                open = connection.pause(pause) && connection.send("X-Slow-" + number + ": 1\r\n");
            }
            return connection.outcome(1);
        }
    }

    /** One byte of the announced body after each pause. */
    public RawOutcome slowBody(String path, Map<String, String> headers, int announced, Duration pause)
            throws InterruptedException {
        try (RawConnection connection = open()) {
            boolean open = connection.send(head(path, headers, "Content-Length: " + announced));
            for (int number = 0; open && number < announced; number++) {
                open = connection.pause(pause) && connection.send("x");
            }
            return connection.outcome(1);
        }
    }

    /** Chunks without end, or until so many bytes of body were sent. */
    public RawOutcome endlessChunks(String path, Map<String, String> headers, long atMost) throws InterruptedException {
        byte[] chunk = ("10000\r\n" + "x".repeat(CHUNK) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (RawConnection connection = open()) {
            boolean open = connection.send(head(path, headers, "Transfer-Encoding: chunked"));
            for (long sent = 0; open && sent < atMost; sent += CHUNK) {
                open = connection.pause(Duration.ZERO) && connection.send(chunk);
            }
            return connection.outcome(1);
        }
    }

    /** A whole request with its length. */
    public RawOutcome post(String path, Map<String, String> headers, byte[] body) throws InterruptedException {
        try (RawConnection connection = open()) {
            connection.send(whole(path, headers, body));
            return connection.outcome(1);
        }
    }

    /** A body of zeros that is a thousandth of its size on the wire; sign {@link #zeros} when it must be signed. */
    public RawOutcome gzipBomb(String path, Map<String, String> headers, long size) throws InterruptedException {
        try (RawConnection connection = open()) {
            byte[] body = zeros(size);
            connection.send(head(path, headers, "Content-Encoding: gzip\r\nContent-Length: " + body.length));
            connection.send(body);
            return connection.outcome(1);
        }
    }

    /** That many zeros, compressed with gzip (RFC 1952). */
    public static byte[] zeros(long size) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            for (long left = size; left > 0; left -= CHUNK) {
                out.write(chunk, 0, (int) Math.min(CHUNK, left));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes everything", impossible);
        }
        return compressed.toByteArray();
    }

    /** A request with so many more header fields of that length. */
    public RawOutcome headerFlood(String path, int fields, int length) throws InterruptedException {
        try (RawConnection connection = open()) {
            boolean open = connection.send("POST " + path + " HTTP/1.1\r\nHost: partner\r\nContent-Length: 0\r\n");
            String value = "f".repeat(length);
            for (int number = 0; open && number < fields; number++) {
                open = connection.pause(Duration.ZERO) && connection.send("X-Flood-" + number + ": " + value + "\r\n");
            }
            connection.send("\r\n");
            return connection.outcome(1);
        }
    }

    /**
     * Length and chunks at once (RFC 9112, section 6.3): who believes the length sees a second request, to
     * {@code /smuggled}, where the other one sees the body's end.
     */
    public RawOutcome conflictingLengths(String path, Map<String, String> headers) throws InterruptedException {
        String rest = "0\r\n\r\nPOST /smuggled HTTP/1.1\r\nHost: partner\r\nContent-Length: 0\r\n\r\n";
        try (RawConnection connection = open()) {
            connection.send(head(path, headers, "Content-Length: 5\r\nTransfer-Encoding: chunked") + rest);
            return connection.outcome(2);
        }
    }

    /** Two lengths that differ (RFC 9112, section 6.3). */
    public RawOutcome twoLengths(String path, Map<String, String> headers) throws InterruptedException {
        try (RawConnection connection = open()) {
            connection.send(head(path, headers, "Content-Length: 3\r\nContent-Length: 5") + "abcde");
            return connection.outcome(1);
        }
    }

    /** Whole requests one behind the other without waiting for an answer. */
    public RawOutcome pipeline(String path, Map<String, String> headers, List<byte[]> bodies)
            throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.forEach(body -> all.writeBytes(whole(path, headers, body)));
        try (RawConnection connection = open()) {
            connection.send(all.toByteArray());
            return connection.outcome(bodies.size());
        }
    }

    /** A whole request, then the end of what this side sends: an answer is still due. */
    public RawOutcome halfClosed(String path, Map<String, String> headers, byte[] body) throws InterruptedException {
        try (RawConnection connection = open()) {
            connection.send(whole(path, headers, body));
            connection.endSending();
            return connection.outcome(1);
        }
    }

    /** Half of an announced body, then the end of what this side sends. */
    public RawOutcome truncated(String path, Map<String, String> headers, byte[] body) throws InterruptedException {
        try (RawConnection connection = open()) {
            connection.send(head(path, headers, "Content-Length: " + body.length * 2));
            connection.send(body);
            connection.endSending();
            return connection.outcome(1);
        }
    }

    /** Announces a body and sends it once the server says 100 (RFC 9110, section 10.1.1); never when it refuses before. */
    public RawOutcome expectContinue(String path, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        return expectContinue(path, headers, body.length, body);
    }

    /** As {@link #expectContinue(String, Map, byte[])}, with another length announced than is sent. */
    public RawOutcome expectContinue(String path, Map<String, String> headers, long announced, byte[] body)
            throws InterruptedException {
        try (RawConnection connection = open()) {
            connection.send(head(path, headers, "Expect: 100-continue\r\nContent-Length: " + announced));
            if (connection.awaitInterim()) {
                connection.send(body);
            }
            return connection.outcome(1);
        }
    }

    private static byte[] whole(String path, Map<String, String> headers, byte[] body) {
        return Macs.joined(head(path, headers, "Content-Length: " + body.length), body);
    }

    private static String head(String path, Map<String, String> headers, String framing) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: partner\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(framing).append("\r\n\r\n").toString();
    }
}
