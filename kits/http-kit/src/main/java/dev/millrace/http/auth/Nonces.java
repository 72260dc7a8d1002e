package dev.millrace.http.auth;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes what must never be made twice. For any thread. */
final class Nonces {

    private static final int LENGTH = 16;

    private final SecureRandom random = new SecureRandom();

    byte[] bytes() {
        byte[] nonce = new byte[LENGTH];
        random.nextBytes(nonce);
        return nonce;
    }

    /** As letters, digits, dashes and underscores. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }
}
