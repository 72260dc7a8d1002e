package dev.millrace.sftp;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The certificate and key that a client logs in with, from PEM files (RFC 7468; keys in PKCS #8, RFC 5958). */
final class FtpClientKey {

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:ENCRYPTED )?PRIVATE KEY-----");

    private FtpClientKey() {}

    /** What shows the certificate to the server; nothing when none is set. */
    static List<KeyManager> of(FtpsSettings settings, String store) {
        if (settings.clientCertificateFile().isEmpty()
                || settings.clientKeyFile().isEmpty()) {
            return List.of();
        }
        List<Certificate> chain = chain(settings.clientCertificateFile().get(), store);
        PrivateKey key = key(settings.clientKeyFile().get(), settings.clientKeyPassphrase(), store);
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, new char[0]);
            return List.of(factory.getKeyManagers());
        } catch (IOException | GeneralSecurityException failed) {
            throw failure(
                    FtpFailure.CLIENT_KEY, store + ": the client certificate and its key do not go together", null);
        }
    }

    private static List<Certificate> chain(String file, String store) {
        try (var in = Files.newInputStream(Path.of(file))) {
            List<Certificate> chain =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (chain.isEmpty()) {
                throw new CertificateException("the file holds no certificate");
            }
            return chain;
        } catch (IOException | CertificateException | RuntimeException unreadable) {
            throw failure(
                    FtpFailure.CLIENT_CERTIFICATE,
                    store + ": no certificate in PEM form can be read from " + file + " on this worker",
                    unreadable);
        }
    }

    private static PrivateKey key(String file, java.util.Optional<Password> passphrase, String store) {
        String text;
        try {
            text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException unreadable) {
            throw failure(FtpFailure.CLIENT_KEY, store + ": " + file + " can't be read on this worker", unreadable);
        }
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            throw failure(
                    FtpFailure.CLIENT_KEY,
                    store + ": " + file + " holds no private key in PKCS #8 form; openssl pkcs8 -topk8 makes one",
                    null);
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        try {
            // No causes from here on: their messages may quote the key.
            return found.group(1) == null ? read(new PKCS8EncodedKeySpec(der)) : decrypted(der, passphrase, store);
        } catch (IOException | GeneralSecurityException unusable) {
            throw failure(FtpFailure.CLIENT_KEY, store + ": the private key in " + file + " can't be used", null);
        }
    }

    private static PrivateKey decrypted(byte[] der, java.util.Optional<Password> passphrase, String store)
            throws IOException, GeneralSecurityException {
        if (passphrase.isEmpty()) {
            throw failure(FtpFailure.CLIENT_PASSPHRASE, store + ": the client's private key needs a passphrase", null);
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
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
            throw failure(
                    FtpFailure.CLIENT_PASSPHRASE,
                    store + ": the passphrase does not open the client's private key",
                    null);
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

    private static ConnectorFailure failure(String code, String sentence, @Nullable Throwable cause) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, sentence, cause);
    }
}
