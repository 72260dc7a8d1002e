package dev.millrace.partner.tcp;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * Builds a record as a mainframe would: text in code page 037, packed, zoned and binary numbers, one after the other.
 *
 * <p>For one thread. Forms: IBM z/Architecture Principles of Operation, chapter 8 (decimal instructions).
 */
public final class Ebcdic {

    private static final String SIGNS = ".<(+|&!$*);-/,%_>?:#@'=\"";
    private static final byte[] SIGN_CODES =
            HexFormat.of().parseHex("4B4C4D4E4F505A5B5C5D5E60616B6C6D6E6F7A7B7C7D7E7F");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Ebcdic() {}

    /** An empty record. */
    public static Ebcdic record() {
        return new Ebcdic();
    }

    /** Text, filled up with blanks. */
    public Ebcdic text(String text, int width) {
        if (text.length() > width) {
            throw new IllegalArgumentException("the text does not fit in " + width + " bytes");
        }
        text.chars().forEach(letter -> bytes.write(code((char) letter)));
        bytes.writeBytes(repeated(0x40, width - text.length()));
        return this;
    }

    /** A signed packed number of so many digits, of which the last few are behind an implied point. */
    public Ebcdic packed(BigDecimal number, int digits, int scale) {
        String text = digits(number, digits % 2 == 0 ? digits + 1 : digits, scale);
        return hex(text + (number.signum() < 0 ? "D" : "C"));
    }

    /** A signed zoned number whose last byte carries the sign. */
    public Ebcdic zoned(BigDecimal number, int digits, int scale) {
        String text = digits(number, digits, scale);
        String last = (number.signum() < 0 ? "D" : "C") + text.charAt(digits - 1);
        return hex(text.substring(0, digits - 1).replaceAll("(.)", "F$1") + last);
    }

    /** A zoned number without a sign. */
    public Ebcdic unsigned(BigDecimal number, int digits, int scale) {
        return hex(digits(number, digits, scale).replaceAll("(.)", "F$1"));
    }

    /** A signed binary number, high byte first. */
    public Ebcdic binary(long number, int width) {
        for (int at = width - 1; at >= 0; at--) {
            bytes.write((int) (number >> (8 * at)));
        }
        return this;
    }

    /** These very bytes. */
    public Ebcdic hex(String hex) {
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    private static String digits(BigDecimal number, int digits, int scale) {
        BigInteger whole = number.abs().movePointRight(scale).toBigIntegerExact();
        String text = whole.toString();
        if (text.length() > digits) {
            throw new IllegalArgumentException("the number does not fit in " + digits + " digits");
        }
        return "0".repeat(digits - text.length()) + text;
    }

    private static int code(char letter) {
        if (letter >= '0' && letter <= '9') {
            return 0xF0 + letter - '0';
        }
        int raised = letter >= 'a' && letter <= 'z' ? 0x80 : 0xC0;
        int place = (letter | 0x20) - 'a';
        if (place >= 0 && place < 26 && letter != '{' && letter != '@') {
            return place < 9 ? raised + 1 + place : place < 18 ? raised + 0x11 + place - 9 : raised + 0x22 + place - 18;
        }
        int sign = SIGNS.indexOf(letter);
        if (letter != ' ' && sign < 0) {
            throw new IllegalArgumentException(
                    "this encoder has no code for the letter U+" + Integer.toHexString(letter));
        }
        return letter == ' ' ? 0x40 : SIGN_CODES[sign] & 0xFF;
    }

    private static byte[] repeated(int code, int times) {
        byte[] row = new byte[times];
        java.util.Arrays.fill(row, (byte) code);
        return row;
    }
}
