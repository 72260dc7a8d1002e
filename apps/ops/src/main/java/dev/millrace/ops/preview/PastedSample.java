package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How a text stands for the bytes of a sample. */
enum PastedSample {
    /** It is them, in UTF-8. */
    TEXT,
    /** Two hexadecimal digits for each. */
    HEX,
    /** Base64 (RFC 4648), of the plain alphabet. */
    BASE64;

    /** The most bytes of a sample. */
    static final int MOST_BYTES = 131_072;

    static PastedSample named(String name) {
        for (PastedSample one : values()) {
            if (one.name().equalsIgnoreCase(name)) {
                return one;
            }
        }
        return TEXT;
    }

    /**
     * The bytes.
     *
     * @throws CommandFailure when the text stands for none, or for too many
     */
    byte[] bytes(String text) {
        byte[] bytes;
        try {
            bytes = switch (this) {
                case TEXT -> lines(text).getBytes(StandardCharsets.UTF_8);
                case HEX -> HexFormat.of().parseHex(text.replaceAll("\\s+", ""));
                case BASE64 -> Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
            };
        } catch (IllegalArgumentException other) {
            throw CommandFailure.usage(
                    this == HEX
                            ? "the sample is not hexadecimal: two digits for each byte, blanks where you like"
                            : "the sample is not Base64",
                    other);
        }
        if (bytes.length > MOST_BYTES) {
            throw CommandFailure.usage("the sample has " + bytes.length + " bytes, more than the " + MOST_BYTES
                    + " that the console takes: paste its beginning, or preview it by the command");
        }
        return bytes;
    }

    /** A browser ends the lines of a form by carriage return and line feed, whatever was pasted. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
