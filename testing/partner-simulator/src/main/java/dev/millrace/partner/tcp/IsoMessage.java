package dev.millrace.partner.tcp;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message of ISO 8583:1987 in ASCII.
 *
 * @param type the four digits of the message type
 * @param fields each field's value by its number, 2 to 128, without its length
 */
public record IsoMessage(String type, SortedMap<Integer, String> fields) {

    private static final int BITMAP_BYTES = 8;

    public IsoMessage {
        if (!type.matches("\\d{4}")) {
            throw new IllegalArgumentException("a message type has four digits");
        }
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** A message without fields. */
    public static IsoMessage of(String type) {
        return new IsoMessage(type, new TreeMap<>());
    }

    public IsoMessage with(int number, String value) {
        SortedMap<Integer, String> more = new TreeMap<>(fields);
        more.put(number, value);
        return new IsoMessage(type, more);
    }

    public IsoMessage without(int number) {
        SortedMap<Integer, String> fewer = new TreeMap<>(fields);
        fewer.remove(number);
        return new IsoMessage(type, fewer);
    }

    public IsoMessage as(String otherType) {
        return new IsoMessage(otherType, fields);
    }

    /** A field's value; empty when it is not there. */
    public String field(int number) {
        return fields.getOrDefault(number, "");
    }

    /** The type of the answer to this: the third digit one higher, a repetition answered as the first (0121 by 0130). */
    public String answerType() {
        return type.substring(0, 2) + (char) (type.charAt(2) + 1) + "0";
    }

    byte[] bytes(boolean binaryBitmaps) {
        byte[] bitmap = new byte[fields.isEmpty() || fields.lastKey() <= 64 ? BITMAP_BYTES : 2 * BITMAP_BYTES];
        if (bitmap.length > BITMAP_BYTES) {
            bitmap[0] = (byte) 0x80;
        }
        StringBuilder values = new StringBuilder();
        fields.forEach((number, value) -> {
            bitmap[(number - 1) / 8] |= (byte) (0x80 >>> (number - 1) % 8);
            values.append(IsoFields.written(number, value));
        });
        String map = binaryBitmaps
                ? new String(bitmap, StandardCharsets.ISO_8859_1)
                : HexFormat.of().withUpperCase().formatHex(bitmap);
        return (type + map + values).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads a message; throws IllegalArgumentException when it is none or has bytes left. */
    static IsoMessage read(byte[] message, boolean binaryBitmaps) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        try {
            return read(text, binaryBitmaps);
        } catch (IndexOutOfBoundsException tooShort) {
            throw new IllegalArgumentException("the message ends inside a field", tooShort);
        }
    }

    private static IsoMessage read(String text, boolean binaryBitmaps) {
        int letters = binaryBitmaps ? BITMAP_BYTES : 2 * BITMAP_BYTES;
        byte[] bitmap = bitmap(text.substring(4, 4 + letters), binaryBitmaps);
        int at = 4 + letters;
        if (bitmap[0] < 0) {
            bitmap = bitmap(text.substring(4, 4 + 2 * letters), binaryBitmaps);
            at += letters;
        }
        SortedMap<Integer, String> fields = new TreeMap<>();
        for (int number = 2; number <= bitmap.length * 8; number++) {
            if ((bitmap[(number - 1) / 8] & 0x80 >>> (number - 1) % 8) != 0) {
                int value = at + IsoFields.prefix(number);
                int end = value + IsoFields.length(number, text.substring(at, value));
                fields.put(number, text.substring(value, end));
                at = end;
            }
        }
        if (at != text.length()) {
            throw new IllegalArgumentException(
                    "the message has " + (text.length() - at) + " bytes behind its last field");
        }
        return new IsoMessage(text.substring(0, 4), fields);
    }

    private static byte[] bitmap(String text, boolean binary) {
        return binary
                ? text.getBytes(StandardCharsets.ISO_8859_1)
                : HexFormat.of().parseHex(text);
    }
}
