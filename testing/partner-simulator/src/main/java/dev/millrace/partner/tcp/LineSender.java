package dev.millrace.partner.tcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import javax.net.SocketFactory;

/** Sends lines of UTF-8 text on one connection and expects no answer. For one sending thread. */
public final class LineSender implements AutoCloseable {

    private final Caller caller;
    private volatile String lineEnd = "\n";

    private LineSender(Caller caller) {
        this.caller = caller;
    }

    /** A sender that calls that listener with its first line. */
    public static LineSender to(String host, int port) {
        return to(SocketFactory.getDefault(), host, port);
    }

    /** A sender that calls that listener through sockets of the caller's, for example with TLS. */
    public static LineSender to(SocketFactory sockets, String host, int port) {
        return new LineSender(new Caller(sockets, host, port));
    }

    /** What ends a line from now on; a newline before it is told. */
    public LineSender lineEnd(String end) {
        lineEnd = end;
        return this;
    }

    /** Sends each line in a write of its own. */
    public void send(String... lines) throws IOException {
        for (String line : lines) {
            inject((line + lineEnd).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends so many lines in few writes; each is made from its number, from 1 on. */
    public void send(int count, IntFunction<String> line) throws IOException {
        StringBuilder together = new StringBuilder();
        for (int number = 1; number <= count; number++) {
            together.append(line.apply(number)).append(lineEnd);
            if (together.length() > 8_000 || number == count) {
                inject(together.toString().getBytes(StandardCharsets.UTF_8));
                together.setLength(0);
            }
        }
    }

    /** Sends text without an end of its own. */
    public void sendUnfinished(String text) throws IOException {
        inject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends these very bytes. */
    public void inject(byte[] bytes) throws IOException {
        caller.wire().send(bytes);
    }

    /** What the other side says until it says goodbye, as Latin-1 text; fails when neither comes within that time. */
    public String hearTheRest(Duration atMost) throws IOException {
        Wire wire = caller.wire();
        wire.patience(atMost);
        String heard = new String(wire.in().readAllBytes(), StandardCharsets.ISO_8859_1);
        caller.hangUp();
        return heard;
    }

    /** Says goodbye; the next line calls again. */
    public void hangUp() {
        caller.hangUp();
    }

    /** Resets the line; the next one calls again. */
    public void cut() {
        caller.cut();
    }

    /** What happens to the bytes that are sent. */
    public LineFaults faults() {
        return caller.faults();
    }

    /** How many connections were made. */
    public long connections() {
        return caller.calls();
    }

    @Override
    public void close() {
        caller.close();
    }
}
