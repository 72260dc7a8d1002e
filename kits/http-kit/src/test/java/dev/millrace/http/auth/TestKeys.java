package dev.millrace.http.auth;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Keys for tests; the one for RSA is made once, which takes long. */
final class TestKeys {

    private static final KeyPair RSA = make("RSA", 2048);

    private TestKeys() {}

    static KeyPair pair(String kind, int bits) {
        return kind.equals("RSA") && bits == 2048 ? RSA : make(kind, bits);
    }

    /** The private key, PKCS #8. */
    static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static KeyPair make(String kind, int bits) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance(kind);
            keys.initialize(bits);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
