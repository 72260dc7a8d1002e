package dev.millrace.partner.tcp;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A packet of SoupBinTCP 4.1: two bytes of length that count type and payload, the type, the payload. */
record SoupFrame(char type, String text) {

    private static final int SEQUENCE_DIGITS = 20;
    private static final int SESSION_LETTERS = 10;

    static SoupFrame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        if (length == 0) {
            throw new IOException("a packet without a type");
        }
        char type = (char) in.readUnsignedByte();
        byte[] payload = in.readNBytes(length - 1);
        if (payload.length < length - 1) {
            throw new IOException("the connection ended inside a packet");
        }
        return new SoupFrame(type, new String(payload, StandardCharsets.ISO_8859_1));
    }

    static byte[] bytes(char type, byte[] payload) {
        if (payload.length > 0xFFFE) {
            throw new IllegalArgumentException("a packet holds 65,534 bytes, not " + payload.length);
        }
        return ByteBuffer.allocate(payload.length + 3)
                .putShort((short) (payload.length + 1))
                .put((byte) type)
                .put(payload)
                .array();
    }

    static byte[] bytes(char type, String payload) {
        return bytes(type, payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] accepted(String session, long next) {
        return bytes('A', padded(session, SESSION_LETTERS) + padded(Long.toString(next), SEQUENCE_DIGITS));
    }

    private static String padded(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
