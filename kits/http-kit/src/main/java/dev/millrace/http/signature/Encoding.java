package dev.millrace.http.signature;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How bytes are written as text. */
enum Encoding {
    /** Two digits a byte, read in either case. */
    HEX,
    /** RFC 4648 section 4; read in its URL form and without padding as well. */
    BASE64,
    /** RFC 4648 section 5 without padding; read as the other one. */
    BASE64URL;

    Optional<byte[]> decode(String text) {
        try {
            return Optional.of(
                    switch (this) {
                        case HEX -> HexFormat.of().parseHex(text);
                        case BASE64, BASE64URL -> Base64.getDecoder().decode(standard(text));
                    });
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    String encode(byte[] bytes) {
        return switch (this) {
            case HEX -> HexFormat.of().formatHex(bytes);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        };
    }

    private static String standard(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end).replace('-', '+').replace('_', '/');
    }
}
