package dev.millrace.transforms.document;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how a document is encoded, from its first bytes (XML 1.0, appendix F). */
final class XmlCharset {

    /** More than a declaration takes. */
    private static final int LOOK = 256;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private XmlCharset() {}

    /** The charset of a document; a {@link DocumentFault} where it declares one that Java does not have. */
    static Charset of(ByteBuffer bytes) {
        int first = bytes.remaining() > 0 ? bytes.get(bytes.position()) & 0xFF : '<';
        int second = bytes.remaining() > 1 ? bytes.get(bytes.position() + 1) & 0xFF : '?';
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second != 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if ((first == 0xFF && second == 0xFE) || (first != 0 && second == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        byte[] head = new byte[Math.min(LOOK, bytes.remaining())];
        bytes.duplicate().get(head);
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (first == 0xEF || !declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException unknown) {
            throw new DocumentFault("charset");
        }
    }
}
