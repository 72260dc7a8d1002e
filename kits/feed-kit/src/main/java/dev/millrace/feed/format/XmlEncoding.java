package dev.millrace.feed.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how a document is encoded, from its first bytes (XML 1.0, appendix F). */
final class XmlEncoding {

    /** More than a declaration takes; a declaration that is longer is not looked at. */
    static final int LOOK = 512;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private XmlEncoding() {}

    /** Stands for a declared encoding that is unknown here; can't be counted in. */
    private static final Encoding UNKNOWN = Encoding.of(Charset.forName("UTF-32"));

    /** The encoding that a document without a byte order mark has. */
    static Encoding of(byte[] head) {
        Encoding family = family(head);
        Matcher declared = DECLARED.matcher(new String(head, family.charset()));
        if (!declared.find() || family.width() > 1) {
            return family;
        }
        try {
            return Encoding.of(Charset.forName(declared.group(1)));
        } catch (IllegalArgumentException unknown) {
            return UNKNOWN;
        }
    }

    /** Whether a place in the bytes is known from one in the characters: UTF-8, UTF-16 and what has one byte for each. */
    static boolean isCountable(Encoding encoding) {
        return encoding.width() == 2
                || encoding.charset().equals(StandardCharsets.UTF_8)
                || (encoding.width() == 1
                        && encoding.charset().canEncode()
                        && encoding.charset().newEncoder().maxBytesPerChar() == 1.0f);
    }

    /** By the bytes of {@code <}, with which every document begins, or of the blanks before it. */
    private static Encoding family(byte[] head) {
        int first = head.length > 0 ? head[0] & 0xFF : '<';
        int second = head.length > 1 ? head[1] & 0xFF : '?';
        if (first == 0 && second != 0) {
            return Encoding.of(StandardCharsets.UTF_16BE);
        }
        if (first != 0 && second == 0) {
            return Encoding.of(StandardCharsets.UTF_16LE);
        }
        return Encoding.of(first == 0x4C ? Charset.forName("IBM037") : StandardCharsets.UTF_8);
    }
}
