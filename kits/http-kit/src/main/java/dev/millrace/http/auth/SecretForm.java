package dev.millrace.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How the bytes of a shared secret are written. */
enum SecretForm {
    BASE64,
    UTF8,
    HEX;

    /** @throws IllegalArgumentException when the text is of another form; the message does not quote it */
    byte[] bytes(String text) {
        try {
            return switch (this) {
                case BASE64 ->
                    Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
                case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
                case HEX -> HexFormat.of().parseHex(text.strip());
            };
        } catch (IllegalArgumentException malformed) {
            // Without the cause, whose message quotes a character.
            throw new IllegalArgumentException("is not " + (this == HEX ? "hexadecimal" : "base64"));
        }
    }
}
