package dev.millrace.kit.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Tells whether a private key belongs to a certificate. */
public final class KeyPairs {

    private static final byte[] NO_SECRET = {1, 2, 3, 4};

    private KeyPairs() {}

    /**
     * Signs with the one and verifies with the other.
     *
     * @param option reported when they are of different pairs
     */
    public static void require(PrivateKey key, PublicKey shown, String option) throws TlsFault {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(NO_SECRET);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(NO_SECRET);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException another) {
            // Keys of different kinds are no pair either.
        }
        throw new TlsFault(option, "names a private key that does not belong to the certificate");
    }
}
