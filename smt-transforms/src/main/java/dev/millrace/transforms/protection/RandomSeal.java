package dev.millrace.transforms.protection;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a random nonce of 96 bits and a tag of 128 bits (NIST SP 800-38D): nonce, ciphertext, tag. One key is good for
 * 2^32 values in all its life (8.3 there); {@link SealCounts} counts them.
 */
final class RandomSeal implements Seal {

    private static final int TAG_BITS = 128;
    private static final int TAG = TAG_BITS / 8;

    private final Aes aes = new Aes("AES/GCM/NoPadding");
    private final Nonces nonces = new Nonces();

    @Override
    public byte[] close(ProtectionKey key, byte[] plain, byte[] bound) {
        byte[] sealed = new byte[Nonces.LENGTH + plain.length + TAG];
        nonces.draw(sealed);
        try {
            Cipher cipher = started(Cipher.ENCRYPT_MODE, key, sealed, bound);
            int written = cipher.doFinal(plain, 0, plain.length, sealed, Nonces.LENGTH);
            if (written != plain.length + TAG) {
                throw new IllegalStateException("the cipher wrote " + written + " bytes");
            }
            return sealed;
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("AES-GCM failed to encrypt", defect);
        }
    }

    @Override
    public byte[] open(ProtectionKey key, byte[] sealed, byte[] bound) throws SealFault {
        if (sealed.length < Nonces.LENGTH + TAG) {
            throw new SealFault("malformed-ciphertext");
        }
        try {
            return started(Cipher.DECRYPT_MODE, key, sealed, bound)
                    .doFinal(sealed, Nonces.LENGTH, sealed.length - Nonces.LENGTH);
        } catch (AEADBadTagException altered) {
            throw new SealFault("does-not-open");
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("AES-GCM failed to decrypt", defect);
        }
    }

    private Cipher started(int mode, ProtectionKey key, byte[] sealed, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = aes.mine();
        byte[] nonce = Arrays.copyOf(sealed, Nonces.LENGTH);
        cipher.init(mode, key.cipher(Purpose.RANDOM_CIPHER), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
