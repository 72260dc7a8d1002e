package dev.millrace.partner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's cryptography for those who sign. */
final class Macs {

    private Macs() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("no " + algorithm + " with this key", wrong);
        }
    }

    /** Of texts and bytes, one behind the other. */
    static byte[] sha256(byte[] key, Object... parts) {
        return mac("HmacSHA256", key, joined(parts));
    }

    static byte[] joined(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            all.writeBytes(part instanceof byte[] bytes ? bytes : utf8(part.toString()));
        }
        return all.toByteArray();
    }

    static byte[] sha256Of(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static byte[] signature(String algorithm, PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("no " + algorithm + " with this key", wrong);
        }
    }
}
