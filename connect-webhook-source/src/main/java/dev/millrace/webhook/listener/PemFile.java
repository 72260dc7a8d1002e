package dev.millrace.webhook.listener;

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

/** Reads certificates and keys in PEM form (RFC 7468; keys in PKCS #8, RFC 5958). */
final class PemFile {

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:ENCRYPTED )?PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
    private static final String CERTIFICATE_MARK = "-----BEGIN CERTIFICATE-----";

    private PemFile() {}

    /** Whether bytes hold a certificate in this form; otherwise they may be a keystore. */
    static boolean holdsCertificate(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(CERTIFICATE_MARK);
    }

    /** All certificates, in their order; at least one. */
    static List<X509Certificate> certificates(byte[] bytes, String key, String file) throws TlsFault {
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
            throw new TlsFault(key, "names " + file + ", where certificate " + (chain.size() + 1) + " can't be read");
        }
        if (chain.isEmpty() || chain.size() < marks) {
            throw new TlsFault(key, "names " + file + ", which holds no whole certificate in PEM form");
        }
        return chain;
    }

    /** The first private key. */
    static PrivateKey key(byte[] bytes, Optional<Password> passphrase, String file) throws TlsFault {
        Matcher found = KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new TlsFault(
                    TlsSettings.KEY_FILE,
                    "names " + file + ", which holds no private key in PKCS #8 form; openssl pkcs8 -topk8 makes one");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(2));
            return found.group(1) == null
                    ? read(new PKCS8EncodedKeySpec(encoded))
                    : decrypted(encoded, passphrase, file);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new TlsFault(TlsSettings.KEY_FILE, "names " + file + ", whose private key can't be used");
        }
    }

    private static PrivateKey decrypted(byte[] encoded, Optional<Password> passphrase, String file)
            throws IOException, GeneralSecurityException, TlsFault {
        if (passphrase.isEmpty()) {
            throw new TlsFault(TlsSettings.KEY_PASSPHRASE, "is needed: the private key in " + file + " is encrypted");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(encoded);
        // PBES2 tells its algorithms in its parameters alone.
        String algorithm = encrypted.getAlgParameters() == null
                ? encrypted.getAlgName()
                : encrypted.getAlgParameters().toString();
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
            throw new TlsFault(TlsSettings.KEY_PASSPHRASE, "does not open the private key in " + file);
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
