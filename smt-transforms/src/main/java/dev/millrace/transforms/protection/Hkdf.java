package dev.millrace.transforms.protection;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys from a key: HKDF with SHA-256, RFC 5869. */
final class Hkdf {

    private static final int BLOCK = 32;

    private Hkdf() {}

    /**
     * Derives a key.
     *
     * @param key what is derived from, of full entropy; {@code IKM} of the RFC
     * @param salt may be empty
     * @param label tells the derived key from others; {@code info} of the RFC
     * @param length bytes of the derived key, at most 255 times 32
     */
    static byte[] derive(byte[] key, byte[] salt, byte[] label, int length) {
        byte[] extracted = mac(salt.length == 0 ? new byte[BLOCK] : salt).doFinal(key);
        Mac expand = mac(extracted);
        byte[] derived = new byte[length];
        byte[] block = {};
        for (int counter = 1, at = 0; at < length; counter++, at += BLOCK) {
            expand.update(block);
            expand.update(label);
            expand.update((byte) counter);
            block = expand.doFinal();
            System.arraycopy(block, 0, derived, at, Math.min(BLOCK, length - at));
        }
        Arrays.fill(extracted, (byte) 0);
        return derived;
    }

    /** HMAC with SHA-256, RFC 2104, which every Java has. */
    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no HmacSHA256", impossible);
        }
    }
}
