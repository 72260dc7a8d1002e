package dev.millrace.partner.tcp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Sends HL7 version 2 messages over MLLP on one connection: each waits for its acknowledgement and is sent again when none
 * comes or the line is lost.
 *
 * <p>For one sending thread; switches may be thrown from any. Framing: HL7's Minimal Lower Layer Protocol, 0x0B message 0x1C
 * 0x0D.
 */
public final class MllpSender implements AutoCloseable {

    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int RETURN = 0x0D;

    private final Caller caller;
    private final AtomicLong frames = new AtomicLong();
    private final List<MllpAck> strays = new CopyOnWriteArrayList<>();
    private volatile Duration ackWithin = Duration.ofSeconds(10);
    private volatile int tries = 3;
    private volatile boolean closingReturn = true;

    private MllpSender(Caller caller) {
        this.caller = caller;
    }

    /** A sender that calls that listener with its first message. */
    public static MllpSender to(String host, int port) {
        return to(SocketFactory.getDefault(), host, port);
    }

    /** A sender that calls that listener through sockets of the caller's, for example with TLS. */
    public static MllpSender to(SocketFactory sockets, String host, int port) {
        return new MllpSender(new Caller(sockets, host, port));
    }

    /** How long it waits for each acknowledgement; 10 seconds before it is told. */
    public MllpSender ackWithin(Duration atMost) {
        ackWithin = atMost;
        return this;
    }

    /** How often it sends a message before it gives up; 3 times before it is told. */
    public MllpSender tries(int most) {
        tries = most;
        return this;
    }

    /** Whether the return after the end byte is sent, which some senders leave out. */
    public MllpSender closingReturn(boolean on) {
        closingReturn = on;
        return this;
    }

    /** Sends the message until it is acknowledged; absent when it never was. */
    public Optional<MllpAck> send(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        String id = new Hl7Text(text).field("MSH", 10);
        for (int attempt = 1; attempt <= tries; attempt++) {
            try {
                Wire wire = caller.wire();
                frames.incrementAndGet();
                wire.send(framed(message));
                return Optional.of(answer(wire, id, attempt));
            } catch (SocketTimeoutException none) {
                // the next attempt goes over the same line
            } catch (IOException lost) {
                caller.hangUp();
            }
        }
        return Optional.empty();
    }

    /** Sends a message of Latin-1 text until it is acknowledged; absent when it never was. */
    public Optional<MllpAck> send(String message) {
        return send(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends all in one write, as a sender must not, then takes as many answers; fewer when they don't come in time. */
    public List<MllpAck> sendTogether(List<String> messages) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(message -> all.writeBytes(framed(message.getBytes(StandardCharsets.ISO_8859_1))));
        frames.addAndGet(messages.size());
        Wire wire = caller.wire();
        wire.send(all.toByteArray());
        List<MllpAck> answers = new ArrayList<>();
        wire.patience(ackWithin);
        try {
            while (answers.size() < messages.size()) {
                answers.add(new MllpAck(read(wire), 1));
            }
        } catch (SocketTimeoutException | EOFException fewer) {
            // who calls sees that some are missing
        }
        return answers;
    }

    /** Sends these very bytes, and waits for nothing. */
    public void inject(byte[] bytes) throws IOException {
        caller.wire().send(bytes);
    }

    /** What comes before the other side says goodbye or stays silent for that long, one letter per byte. */
    public String hear(Duration atMost) throws IOException {
        StringBuilder heard = new StringBuilder();
        Wire wire = caller.wire();
        wire.patience(atMost);
        try {
            for (int next = wire.in().read(); next >= 0; next = wire.in().read()) {
                heard.append((char) next);
            }
            caller.hangUp();
        } catch (SocketTimeoutException silent) {
            // all there is
        }
        return heard.toString();
    }

    /** Says goodbye; the next message calls again. */
    public void hangUp() {
        caller.hangUp();
    }

    /** Resets the line; the next message calls again. */
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

    /** How many frames were sent, repetitions included. */
    public long frames() {
        return frames.get();
    }

    /** Acknowledgements that came while another one was waited for. */
    public List<MllpAck> strays() {
        return List.copyOf(strays);
    }

    @Override
    public void close() {
        caller.close();
    }

    private MllpAck answer(Wire wire, String id, int attempt) throws IOException {
        long deadline = System.nanoTime() + ackWithin.toNanos();
        while (true) {
            wire.patience(Duration.ofNanos(deadline - System.nanoTime()));
            MllpAck ack = new MllpAck(read(wire), attempt);
            if (ack.controlId().equals(id)) {
                return ack;
            }
            strays.add(ack);
        }
    }

    private byte[] framed(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
        frame.write(START);
        frame.writeBytes(message);
        frame.write(END);
        if (closingReturn) {
            frame.write(RETURN);
        }
        return frame.toByteArray();
    }

    private static String read(Wire wire) throws IOException {
        int first = wire.in().readUnsignedByte();
        if (first != START) {
            throw new IOException("an answer begins with 0x0B, not with " + first);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int next = wire.in().readUnsignedByte();
                next != END;
                next = wire.in().readUnsignedByte()) {
            message.write(next);
        }
        if (wire.in().readUnsignedByte() != RETURN) {
            throw new IOException("an answer ends with 0x1C 0x0D");
        }
        return message.toString(StandardCharsets.ISO_8859_1);
    }
}
