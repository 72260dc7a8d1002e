package dev.millrace.feed.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Locale;

/** Bytes as tests write them. */
final class Bytes {

    static final Charset EBCDIC = Charset.forName("IBM037");

    private Bytes() {}

    /** Hexadecimal digits, and between apostrophes EBCDIC text; blanks mean nothing elsewhere. */
    static byte[] of(String text) {
        return of(text, EBCDIC);
    }

    static byte[] of(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            char next = text.charAt(at);
            if (next == '\'') {
                int end = text.indexOf('\'', at + 1);
                bytes.writeBytes(text.substring(at + 1, end).getBytes(charset));
                at = end + 1;
            } else if (next == ' ') {
                at++;
            } else {
                bytes.write(HexFormat.fromHexDigits(text, at, at + 2));
                at += 2;
            }
        }
        return bytes.toByteArray();
    }

    /** The record behind an inclusive descriptor word. */
    static String described(String record) {
        return String.format(Locale.ROOT, "%04X0000 %s ", of(record).length + 4, record);
    }
}
