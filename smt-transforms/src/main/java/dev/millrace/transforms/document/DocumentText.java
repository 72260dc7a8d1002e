package dev.millrace.transforms.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The characters of a document, from a field of text or bytes. Every failure is a {@link DocumentFault}. */
final class DocumentText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private DocumentText() {}

    /** How the bytes of a document are told to be encoded. */
    @FunctionalInterface
    interface Encoding {

        /** The charset of a document that begins with these bytes. */
        Charset of(ByteBuffer bytes);
    }

    /**
     * The text, without a byte order mark; it is not empty and holds whole characters only.
     *
     * @param value text, a byte array or a buffer
     * @param encoding asked for bytes alone
     */
    static String of(Object value, DocumentLimits limits, Encoding encoding) {
        String text;
        if (value instanceof String given) {
            limits.checkLength(given.length());
            text = given;
        } else if (value instanceof byte[] bytes) {
            text = decoded(ByteBuffer.wrap(bytes), limits, encoding);
        } else if (value instanceof ByteBuffer buffer) {
            text = decoded(buffer.duplicate(), limits, encoding);
        } else {
            throw new DocumentFault("not-text");
        }
        String bare = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        if (bare.isBlank()) {
            throw new DocumentFault("empty");
        }
        requireWhole(bare);
        return bare;
    }

    /** Half of a surrogate pair is no character (RFC 8259, section 8.2): it would be lost on the way to UTF-8. */
    static void requireWhole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                boolean paired = Character.isHighSurrogate(text.charAt(at))
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!paired) {
                    throw new DocumentFault("invalid-text");
                }
                at++;
            }
        }
    }

    /** The text of bytes in UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return decoded(ByteBuffer.wrap(bytes), StandardCharsets.UTF_8);
        } catch (CharacterCodingException broken) {
            throw new DocumentFault("charset");
        }
    }

    private static String decoded(ByteBuffer bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes)
                .toString();
    }

    private static String decoded(ByteBuffer bytes, DocumentLimits limits, Encoding encoding) {
        limits.checkLength(bytes.remaining());
        try {
            return decoded(bytes, encoding.of(bytes.asReadOnlyBuffer()));
        } catch (CharacterCodingException broken) {
            throw new DocumentFault("charset");
        }
    }
}
