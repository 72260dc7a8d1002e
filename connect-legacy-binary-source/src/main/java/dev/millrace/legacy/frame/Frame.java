package dev.millrace.legacy.frame;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A message as it came: without its framing, its front and back apart. */
public final class Frame {

    private final byte[] front;
    private final byte[] message;
    private final byte[] back;
    private final String fault;
    private final long offset;

    /**
     * A frame.
     *
     * @param fault which check is wrong; empty for none
     * @param offset the byte of the stream at which the frame began
     */
    Frame(byte[] front, byte[] message, byte[] back, String fault, long offset) {
        this.front = front;
        this.message = message;
        this.back = back;
        this.fault = fault;
        this.offset = offset;
    }

    /** What a test or a protocol of its own makes. */
    public static Frame of(byte[] message) {
        return new Frame(new byte[0], message, new byte[0], "", 0);
    }

    /** The message; not to be changed. */
    public byte[] message() {
        return message;
    }

    public byte[] front() {
        return front;
    }

    public byte[] back() {
        return back;
    }

    /** Which check is wrong, such as {@code wrong-checksum}; empty for none. */
    public String fault() {
        return fault;
    }

    /** The byte of its connection's stream at which it began. */
    public long offset() {
        return offset;
    }

    /** The SHA-256 (FIPS 180-4) of the message in hexadecimal digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
