package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;

/**
 * The mark at the start of a text that names its encoding (Unicode 16, section 23.8).
 *
 * @param encoding what it names, or what is configured where there is none
 * @param length its bytes; 0 without a mark
 */
record ByteOrderMark(Encoding encoding, int length) {

    private record Form(String hex, String charset) {

        int length() {
            return hex.length() / 2;
        }
    }

    private static final Form UTF_8 = new Form("efbbbf", "UTF-8");

    // The mark of UTF-16LE is the beginning of the mark of UTF-32LE: the longer ones come first.
    private static final List<Form> FORMS = List.of(
            new Form("fffe0000", "UTF-32LE"),
            new Form("0000feff", "UTF-32BE"),
            UTF_8,
            new Form("fffe", "UTF-16LE"),
            new Form("feff", "UTF-16BE"));

    /** Looks for a mark at the window's start, and moves the window behind it; a mark outranks what is configured. */
    static ByteOrderMark consume(ByteWindow window, Charset configured) throws IOException {
        for (Form form : FORMS) {
            if (startsWith(window, form.hex())) {
                window.consume(form.length());
                return new ByteOrderMark(Encoding.of(Charset.forName(form.charset())), form.length());
            }
        }
        return new ByteOrderMark(Encoding.of(configured), 0);
    }

    /** Moves the window behind a mark of UTF-8; returns its bytes, 0 without one. */
    static int consumeUtf8(ByteWindow window) throws IOException {
        boolean there = startsWith(window, UTF_8.hex());
        window.consume(there ? UTF_8.length() : 0);
        return there ? UTF_8.length() : 0;
    }

    private static boolean startsWith(ByteWindow window, String hex) throws IOException {
        int length = hex.length() / 2;
        return window.holds(length)
                && HexFormat.of()
                        .formatHex(window.bytes(), window.from(), window.from() + length)
                        .equals(hex);
    }
}
