package dev.millrace.transforms.protection;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * Deterministic authenticated encryption in the SIV construction: the IV is a keyed hash of what is bound and the plain bytes, and
 * is the tag as well; then AES-256-CTR with another key. IV, ciphertext.
 *
 * <p>It is the construction of RFC 5297 and not its algorithm: the hash is HMAC-SHA-256 cut to 128 bits where the RFC has S2V with
 * AES-CMAC, so other programs' AES-SIV does not open it. As there, two bits of the IV are cleared for the counter (RFC 5297, 2.6).
 */
final class SyntheticSeal implements Seal {

    private static final int IV = 16;

    private final Aes aes = new Aes("AES/CTR/NoPadding");

    @Override
    public byte[] close(ProtectionKey key, byte[] plain, byte[] bound) {
        byte[] iv = iv(key, plain, bound);
        byte[] sealed = new byte[IV + plain.length];
        System.arraycopy(iv, 0, sealed, 0, IV);
        System.arraycopy(counted(key, iv, plain, 0), 0, sealed, IV, plain.length);
        return sealed;
    }

    @Override
    public byte[] open(ProtectionKey key, byte[] sealed, byte[] bound) throws SealFault {
        if (sealed.length < IV) {
            throw new SealFault("malformed-ciphertext");
        }
        byte[] iv = Arrays.copyOf(sealed, IV);
        byte[] plain = counted(key, iv, sealed, IV);
        if (!MessageDigest.isEqual(iv, iv(key, plain, bound))) {
            throw new SealFault("does-not-open");
        }
        return plain;
    }

    private static byte[] iv(ProtectionKey key, byte[] plain, byte[] bound) {
        return Arrays.copyOf(key.hash(Purpose.DETERMINISTIC_IV).of(bound, plain), IV);
    }

    private byte[] counted(ProtectionKey key, byte[] iv, byte[] text, int from) {
        byte[] counter = iv.clone();
        counter[8] &= 0x7f;
        counter[12] &= 0x7f;
        try {
            Cipher cipher = aes.mine();
            cipher.init(Cipher.ENCRYPT_MODE, key.cipher(Purpose.DETERMINISTIC_CIPHER), new IvParameterSpec(counter));
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("AES-CTR failed", defect);
        }
    }
}
