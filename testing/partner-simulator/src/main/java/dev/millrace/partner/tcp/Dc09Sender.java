package dev.millrace.partner.tcp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * An alarm panel that reports by ANSI/SIA DC-09: every message is numbered and waits for an answer with its number, and is
 * sent again, under the same number, when none comes. For one sending thread; switches may be thrown from any.
 */
public final class Dc09Sender implements AutoCloseable {

    private final Caller caller;
    private final String account;
    private final AtomicLong frames = new AtomicLong();
    private volatile Duration answerWithin = Duration.ofSeconds(10);
    private volatile int tries = 3;
    private volatile boolean wrongChecksum;
    private volatile boolean wrongLength;
    private int sequence;

    private Dc09Sender(Caller caller, String account) {
        this.caller = caller;
        this.account = account;
    }

    /** A panel with that account number, which calls that listener with its first message. */
    public static Dc09Sender to(String host, int port, String account) {
        return to(SocketFactory.getDefault(), host, port, account);
    }

    /** A panel that calls through sockets of the caller's, for example with TLS. */
    public static Dc09Sender to(SocketFactory sockets, String host, int port, String account) {
        return new Dc09Sender(new Caller(sockets, host, port), account);
    }

    /** How long it waits for each answer; 10 seconds before it is told. */
    public Dc09Sender answerWithin(Duration atMost) {
        answerWithin = atMost;
        return this;
    }

    /** How often it sends a message before it gives up; 3 times before it is told. */
    public Dc09Sender tries(int most) {
        tries = most;
        return this;
    }

    /** Reports an event in the SIA format, for example {@code Nri1/BA501}; absent when nobody answered. */
    public Optional<Dc09Answer> alarm(String event) {
        return send("SIA-DCS", "[#" + account + "|" + event + "]");
    }

    /** Reports an event in the Contact ID format, for example {@code 1130 01 005}; absent when nobody answered. */
    public Optional<Dc09Answer> contactId(String event) {
        return send("ADM-CID", "[#" + account + "|" + event + "]");
    }

    /** Says that the panel lives; absent when nobody answered. */
    public Optional<Dc09Answer> supervise() {
        return send("NULL", "[]");
    }

    /** Sends a message under the next number: kind, data in brackets, and what follows them, such as a time stamp. */
    public Optional<Dc09Answer> send(String kind, String data) {
        sequence = sequence % 9_999 + 1;
        return repeat('"' + kind + '"' + String.format("%04d", sequence) + "L0#" + account + data);
    }

    /** Sends this very text, from the first quote on, with a header of its own, under the rules for repetition. */
    public Optional<Dc09Answer> repeat(String body) {
        for (int attempt = 1; attempt <= tries; attempt++) {
            try {
                Wire wire = caller.wire();
                frames.incrementAndGet();
                wire.send(Dc09Frame.bytes(header(body), body));
                wire.patience(answerWithin);
                return Optional.of(Dc09Answer.read(read(wire)));
            } catch (SocketTimeoutException none) {
                // the next attempt goes over the same line
            } catch (IOException lost) {
                caller.hangUp();
            }
        }
        return Optional.empty();
    }

    /** Sends these very bytes, and waits for nothing. */
    public void inject(byte[] bytes) throws IOException {
        caller.wire().send(bytes);
    }

    /** Whether the checksums of what is sent are wrong. */
    public void wrongChecksums(boolean on) {
        wrongChecksum = on;
    }

    /** Whether the lengths of what is sent are wrong. */
    public void wrongLengths(boolean on) {
        wrongLength = on;
    }

    /** What happens to the bytes that are sent. */
    public LineFaults faults() {
        return caller.faults();
    }

    /** Resets the line; the next message calls again. */
    public void cut() {
        caller.cut();
    }

    /** How many frames were sent, repetitions included. */
    public long frames() {
        return frames.get();
    }

    /** How many connections were made. */
    public long connections() {
        return caller.calls();
    }

    @Override
    public void close() {
        caller.close();
    }

    private String header(String body) {
        int checksum = Dc09Frame.checksum(body) ^ (wrongChecksum ? 0x5555 : 0);
        return String.format("%04X%04X", checksum, body.length() + (wrongLength ? 7 : 0));
    }

    private static String read(Wire wire) throws IOException {
        if (wire.in().readUnsignedByte() != '\n') {
            throw new IOException("an answer begins with a line feed");
        }
        StringBuilder text = new StringBuilder();
        for (int next = wire.in().readUnsignedByte();
                next != '\r';
                next = wire.in().readUnsignedByte()) {
            text.append((char) next);
        }
        return text.toString();
    }
}
