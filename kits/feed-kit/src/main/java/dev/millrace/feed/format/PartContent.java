package dev.millrace.feed.format;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Undoes the transfer encoding of a part (RFC 2045, section 6). */
final class PartContent {

    private PartContent() {}

    /** The bytes of the content; empty where they are not what the coding says, or nobody knows it. */
    static Optional<byte[]> decode(String coding, byte[] bytes, int from, int to) {
        return switch (coding) {
            case "binary", "8bit", "7bit" -> Optional.of(Arrays.copyOfRange(bytes, from, to));
            case "base64" -> base64(Arrays.copyOfRange(bytes, from, to));
            case "quoted-printable" -> quotedPrintable(bytes, from, to);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> base64(byte[] text) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** Section 6.7: {@code =41} is a byte, and an equals sign at the end of a line takes the line end away. */
    private static Optional<byte[]> quotedPrintable(byte[] bytes, int from, int to) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(to - from);
        int at = from;
        while (at < to) {
            if (bytes[at] != '=') {
                decoded.write(bytes[at++]);
                continue;
            }
            int rest = to - at;
            if (rest > 2 && bytes[at + 1] == '\r' && bytes[at + 2] == '\n') {
                at += 3;
            } else if (rest > 1 && bytes[at + 1] == '\n') {
                at += 2;
            } else {
                int high = rest > 2 ? Character.digit(bytes[at + 1], 16) : -1;
                int low = rest > 2 ? Character.digit(bytes[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                decoded.write(high << 4 | low);
                at += 3;
            }
        }
        return Optional.of(decoded.toByteArray());
    }
}
