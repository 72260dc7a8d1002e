package dev.millrace.transforms.protection;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** One AES cipher for each thread, for looking one up costs more than a short encryption. */
final class Aes {

    private final ThreadLocal<Cipher> cipher;

    Aes(String transformation) {
        this.cipher = ThreadLocal.withInitial(() -> {
            try {
                return Cipher.getInstance(transformation);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("this Java has no " + transformation, impossible);
            }
        });
    }

    /** The cipher of this thread. */
    Cipher mine() {
        return cipher.get();
    }
}
