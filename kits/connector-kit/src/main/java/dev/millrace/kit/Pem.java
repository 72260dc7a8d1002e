package dev.millrace.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.kafka.common.config.types.Password;

/** Reads certificates and private keys in PEM form (RFC 7468; keys in PKCS #8, RFC 5958). */
public final class Pem {

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:ENCRYPTED )?PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
    private static final String CERTIFICATE_MARK = "-----BEGIN CERTIFICATE-----";

    private Pem() {}

    /** Whether bytes hold a certificate in this form; otherwise they may be a keystore. */
    public static boolean holdsCertificate(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(CERTIFICATE_MARK);
    }

    /** All certificates, in their order; at least one. */
    public static List<X509Certificate> certificates(byte[] bytes) throws PemFault {
        List<X509Certificate> chain = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int marks = 0;
        for (int at = text.indexOf(CERTIFICATE_MARK); at >= 0; at = text.indexOf(CERTIFICATE_MARK, at + 1)) {
            marks++;
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher found = CERTIFICATE.matcher(text);
            while (found.find()) {
                byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
            }
        } catch (CertificateException | IllegalArgumentException damaged) {
            throw new PemFault(
                    PemFault.Kind.CERTIFICATE, "holds a certificate that can't be read, number " + (chain.size() + 1));
        }
        if (chain.isEmpty() || chain.size() < marks) {
            throw new PemFault(PemFault.Kind.CERTIFICATE, "holds no whole certificate in PEM form");
        }
        return chain;
    }

    /**
     * The first private key: RSA, EC or EdDSA.
     *
     * @param passphrase opens it where it is encrypted
     */
    public static PrivateKey key(byte[] bytes, Optional<Password> passphrase) throws PemFault {
        Matcher found = KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new PemFault(
                    PemFault.Kind.KEY, "holds no private key in PKCS #8 form; openssl pkcs8 -topk8 makes one");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(2));
            return found.group(1) == null ? read(new PKCS8EncodedKeySpec(encoded)) : decrypted(encoded, passphrase);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new PemFault(PemFault.Kind.KEY, "holds a private key that can't be used");
        }
    }

    private static PrivateKey decrypted(byte[] encoded, Optional<Password> passphrase)
            throws IOException, GeneralSecurityException, PemFault {
        if (passphrase.isEmpty()) {
            throw new PemFault(
                    PemFault.Kind.PASSPHRASE, "holds a private key that is encrypted, and no passphrase is set");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(encoded);
        // PBES2 (RFC 8018) tells its algorithms in its parameters alone.
        boolean isNamed = !encrypted.getAlgName().equals("PBES2")
                && !encrypted.getAlgName().equals("1.2.840.113549.1.5.13");
        String algorithm =
                isNamed ? encrypted.getAlgName() : encrypted.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        try {
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(
                                    new PBEKeySpec(passphrase.get().value().toCharArray())),
                    encrypted.getAlgParameters());
            return read(encrypted.getKeySpec(cipher));
        } catch (GeneralSecurityException wrong) {
            throw new PemFault(PemFault.Kind.PASSPHRASE, "holds a private key that the passphrase does not open");
        }
    }

    private static PrivateKey read(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // The next kind may fit.
            }
        }
        throw new InvalidKeySpecException("neither RSA nor EC nor EdDSA");
    }
}
