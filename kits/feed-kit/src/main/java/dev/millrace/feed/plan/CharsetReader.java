package dev.millrace.feed.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Text in any charset of the JDK: of several bytes for a character, or with shifts between one and two. */
final class CharsetReader implements Reader {

    private static final byte SHIFT_OUT = 0x0E;
    private static final byte SHIFT_IN = 0x0F;
    private static final char REPLACEMENT = '\uFFFD';
    private static final char WIDE_BLANK = '\u3000';

    private final Charset charset;
    private final Trim trim;
    private final boolean shifted;

    /** @param shifted whether the bytes are double ones without the shifts that the charset wants around them */
    CharsetReader(Charset charset, Trim trim, boolean shifted) {
        this.charset = charset;
        this.trim = trim;
        this.shifted = shifted;
    }

    /** Whether a charset changes to double bytes and back by two control characters, as mixed EBCDIC does. */
    static boolean isMixed(Charset charset) {
        return new String(new byte[] {SHIFT_OUT, SHIFT_IN}, charset).isEmpty();
    }

    @Override
    public Schema schema() {
        return Schema.OPTIONAL_STRING_SCHEMA;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        byte[] bytes = shifted ? shifted(cursor.bytes, at, length) : cursor.bytes;
        String text = shifted ? new String(bytes, charset) : new String(bytes, at, length, charset);
        if (text.indexOf(REPLACEMENT) >= 0) {
            String exact = exact(shifted ? ByteBuffer.wrap(bytes) : ByteBuffer.wrap(bytes, at, length));
            return exact == null ? Flaw.UNDECODABLE : trimmed(exact);
        }
        return trimmed(text);
    }

    private static byte[] shifted(byte[] bytes, int at, int length) {
        byte[] shifted = new byte[length + 2];
        System.arraycopy(bytes, at, shifted, 1, length);
        shifted[0] = SHIFT_OUT;
        shifted[length + 1] = SHIFT_IN;
        return shifted;
    }

    private @Nullable String exact(ByteBuffer bytes) {
        try {
            return charset.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private String trimmed(String text) {
        int first = 0;
        int end = text.length();
        while (trim.right() && end > first && isBlank(text.charAt(end - 1))) {
            end--;
        }
        while (trim.left() && first < end && isBlank(text.charAt(first))) {
            first++;
        }
        return text.substring(first, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == 0 || character == WIDE_BLANK;
    }
}
