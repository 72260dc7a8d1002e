package dev.millrace.partner.tcp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How the length of a message is written in front of it. */
public enum LengthHeader {
    BINARY_2(2, Form.BINARY, 0, "", ""),
    /** Two bytes that count themselves too. */
    BINARY_2_WITH_ITSELF(2, Form.BINARY, 2, "", ""),
    BINARY_3(3, Form.BINARY, 0, "", ""),
    BINARY_4(4, Form.BINARY, 0, "", ""),
    /** Two bytes, then two of zeros that nobody counts. */
    BINARY_2_THEN_ZEROS(2, Form.BINARY, 0, "0000", ""),
    /** Two bytes that count all, then two of zeros: the LL/ZZ of mainframes. */
    LLZZ(2, Form.BINARY, 4, "0000", ""),
    /** Two bytes that count five more of a TPDU. */
    BINARY_2_TPDU(2, Form.BINARY, 5, "6000010002", ""),
    /** Two bytes that count a byte 0x03 after the message. */
    BINARY_2_ETX(2, Form.BINARY, 1, "", "03"),
    ASCII_4(4, Form.ASCII, 0, "", ""),
    HEX_4(4, Form.HEX, 0, "", ""),
    BCD_2(2, Form.BCD, 0, "", "");

    private enum Form {
        BINARY,
        ASCII,
        HEX,
        BCD
    }

    private final int width;
    private final Form form;
    private final int more;
    private final String between;
    private final String behind;

    LengthHeader(int width, Form form, int more, String between, String behind) {
        this.width = width;
        this.form = form;
        this.more = more;
        this.between = between;
        this.behind = behind;
    }

    /** The message with all that goes around it. */
    public byte[] frame(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(written(message.length + more));
        frame.writeBytes(HexFormat.of().parseHex(between));
        frame.writeBytes(message);
        frame.writeBytes(HexFormat.of().parseHex(behind));
        return frame.toByteArray();
    }

    /** A length and nothing else. */
    byte[] written(int length) {
        return switch (form) {
            case BINARY -> binary(length);
            case ASCII -> String.format("%0" + width + "d", length).getBytes(StandardCharsets.US_ASCII);
            case HEX -> String.format("%0" + width + "X", length).getBytes(StandardCharsets.US_ASCII);
            case BCD -> HexFormat.of().parseHex(String.format("%0" + 2 * width + "d", length));
        };
    }

    /** Reads a message; an empty one when the length is 0. */
    byte[] read(DataInputStream in) throws IOException {
        byte[] digits = new byte[width];
        in.readFully(digits);
        int length = value(digits);
        if (length == 0) {
            return new byte[0];
        }
        if (length < more) {
            throw new IOException("a length of " + length + " is less than what it counts beside the message");
        }
        expect(in, between);
        byte[] message = new byte[length - more];
        in.readFully(message);
        expect(in, behind);
        return message;
    }

    private int value(byte[] digits) throws IOException {
        try {
            return switch (form) {
                case BINARY -> new BigInteger(1, digits).intValueExact();
                case ASCII -> Integer.parseInt(new String(digits, StandardCharsets.US_ASCII));
                case HEX -> Integer.parseInt(new String(digits, StandardCharsets.US_ASCII), 16);
                case BCD -> Integer.parseInt(HexFormat.of().formatHex(digits));
            };
        } catch (NumberFormatException noLength) {
            throw new IOException("this is no length: " + HexFormat.of().formatHex(digits), noLength);
        }
    }

    private static void expect(DataInputStream in, String fixed) throws IOException {
        byte[] found = new byte[fixed.length() / 2];
        in.readFully(found);
        String hex = HexFormat.of().withUpperCase().formatHex(found);
        if (!hex.equals(fixed)) {
            throw new IOException("expected " + fixed + " around the message, not " + hex);
        }
    }

    private byte[] binary(int length) {
        byte[] bytes = new byte[width];
        for (int at = 0; at < width; at++) {
            bytes[at] = (byte) (length >>> (8 * (width - 1 - at)));
        }
        return bytes;
    }
}
