package dev.millrace.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection with one request in hand at most. Sent by one thread at a time, read by one. */
final class HttpLine implements AutoCloseable {

    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REASON = "x-unavailable-reason: ".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final WebhookBody form;
    private final SocketChannel channel;
    private final byte[] request;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocate(16 << 10);
    private volatile long sentAt;

    HttpLine(int port, WebhookBody form) throws IOException {
        this.form = form;
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.request = form.request();
        this.out = ByteBuffer.wrap(request);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** When the last request was sent, by {@link System#nanoTime}. */
    long sentAt() {
        return sentAt;
    }

    /** Sends the next request. */
    void send(long id) throws IOException {
        form.number(request, id);
        out.clear();
        in.clear();
        sentAt = System.nanoTime();
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** Reads what there is; the status once the answer is whole, 0 before. */
    int read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the listener closed a connection");
        }
        byte[] bytes = in.array();
        int headEnd = headEnd(bytes, in.position());
        if (headEnd < 0 || in.position() < headEnd + length(bytes, headEnd)) {
            return 0;
        }
        return number(bytes, STATUS_AT);
    }

    /** Why the answer that was read is no success, where it says so. */
    String reason() {
        byte[] bytes = in.array();
        int from = value(bytes, headEnd(bytes, in.position()), REASON);
        int end = from;
        while (from >= 0 && bytes[end] != '\r') {
            end++;
        }
        return from < 0 ? "without a reason" : new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    }

    private static int headEnd(byte[] bytes, int end) {
        for (int at = 3; at < end; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private static int length(byte[] bytes, int headEnd) {
        int from = value(bytes, headEnd, LENGTH);
        if (from < 0) {
            throw new IllegalStateException("the listener answers without a length");
        }
        return number(bytes, from);
    }

    /** Where the value of a field begins; -1 where there is no such field. */
    private static int value(byte[] bytes, int headEnd, byte[] field) {
        for (int at = 0; at + field.length < headEnd; at++) {
            int same = 0;
            while (same < field.length && Character.toLowerCase(bytes[at + same]) == field[same]) {
                same++;
            }
            if (same == field.length) {
                return at + same;
            }
        }
        return -1;
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int at = from; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
