package dev.millrace.ops.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the bytes of headers, keys and values say. */
public final class HeaderText {

    private static final char REPLACEMENT = '\uFFFD';

    private HeaderText() {}

    /** The text, if the bytes are one in UTF-8. */
    public static Optional<String> text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Only what is not UTF-8, or holds this character itself, is decoded once more by the strict one, which takes
        // longer.
        if (text.indexOf(REPLACEMENT) < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    /** A number in digits, as Connect writes it, or in four or eight bytes, as Spring does. */
    static OptionalLong number(byte @Nullable [] bytes, boolean binary) {
        if (bytes == null) {
            return OptionalLong.empty();
        }
        if (binary && bytes.length == Integer.BYTES) {
            return OptionalLong.of(ByteBuffer.wrap(bytes).getInt());
        }
        if (binary && bytes.length == Long.BYTES) {
            return OptionalLong.of(ByteBuffer.wrap(bytes).getLong());
        }
        try {
            return OptionalLong.of(Long.parseLong(new String(bytes, StandardCharsets.UTF_8).trim()));
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }
}
