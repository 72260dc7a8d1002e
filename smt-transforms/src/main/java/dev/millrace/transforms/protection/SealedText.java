package dev.millrace.transforms.protection;

import java.util.Base64;
import java.util.Optional;

/**
 * An encrypted value as text: {@code enc:v1:KEYID:BASE64} or {@code det:v1:KEYID:BASE64}. That a text looks like one says nothing;
 * only a key does.
 *
 * @param keyId of the key it says it was made with
 * @param body base64
 */
record SealedText(SealMode mode, String keyId, String body) {

    /** Takes a text apart; empty when it does not look encrypted. */
    static Optional<SealedText> of(String text) {
        for (SealMode mode : SealMode.values()) {
            int from = mode.prefix().length();
            int colon = text.startsWith(mode.prefix()) ? text.indexOf(':', from) : -1;
            if (colon > 0) {
                return Optional.of(new SealedText(mode, text.substring(from, colon), text.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }

    static String write(SealMode mode, String keyId, byte[] body) {
        return mode.prefix() + keyId + ":" + Base64.getEncoder().encodeToString(body);
    }

    byte[] bytes() throws SealFault {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException unreadable) {
            throw new SealFault("malformed-ciphertext");
        }
    }
}
