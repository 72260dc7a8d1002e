package dev.millrace.partner;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Fresh keys for those who sign with a pair. */
final class KeyPairs {

    private KeyPairs() {}

    static KeyPair p256() {
        return pair("EC", 256);
    }

    static KeyPair rsa() {
        return pair("RSA", 2048);
    }

    static KeyPair ed25519() {
        return pair("Ed25519", 255);
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
            keys.initialize(bits);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }
}
