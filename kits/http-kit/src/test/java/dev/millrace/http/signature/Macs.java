package dev.millrace.http.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures as a stranger makes them, by none of the code under test. */
final class Macs {

    private Macs() {}

    static byte[] sha256(byte[] key, byte[] content) {
        return mac("HmacSHA256", key, content);
    }

    static byte[] sha1(String key, String content) {
        return mac("HmacSHA1", key.getBytes(StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
