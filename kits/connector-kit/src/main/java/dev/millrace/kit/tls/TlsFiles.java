package dev.millrace.kit.tls;

import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/**
 * The files of one TLS end: whom it trusts, and which certificate it shows. The options end alike everywhere; those who
 * declare them say what they are for.
 *
 * @param prefix of the options, with a dot at its end
 * @param truststoreFile authorities of the other end: PEM, PKCS #12 or JKS
 * @param certificateFile a chain in PEM form, the end's own first; with keyFile instead of a keystore
 * @param keyFile PKCS #8 in PEM form
 * @param keystoreFile PKCS #12 or JKS
 */
public record TlsFiles(
        String prefix,
        Optional<String> truststoreFile,
        Optional<Password> truststorePassword,
        Optional<String> certificateFile,
        Optional<String> keyFile,
        Optional<Password> keyPassphrase,
        Optional<String> keystoreFile,
        Optional<Password> keystorePassword) {

    public static final String TRUSTSTORE_FILE = "truststore.file";
    public static final String TRUSTSTORE_PASSWORD = "truststore.password";
    public static final String CERTIFICATE_FILE = "certificate.file";
    public static final String KEY_FILE = "key.file";
    public static final String KEY_PASSPHRASE = "key.passphrase";
    public static final String KEYSTORE_FILE = "keystore.file";
    public static final String KEYSTORE_PASSWORD = "keystore.password";

    /** What the options with that prefix say; all seven must be declared. */
    public static TlsFiles from(AbstractConfig config, String prefix) {
        return new TlsFiles(
                prefix,
                text(config, prefix + TRUSTSTORE_FILE),
                secret(config, prefix + TRUSTSTORE_PASSWORD),
                text(config, prefix + CERTIFICATE_FILE),
                text(config, prefix + KEY_FILE),
                secret(config, prefix + KEY_PASSPHRASE),
                text(config, prefix + KEYSTORE_FILE),
                secret(config, prefix + KEYSTORE_PASSWORD));
    }

    /** No file at all: the authorities of the JVM, no certificate of its own. */
    public static TlsFiles none(String prefix) {
        return new TlsFiles(
                prefix,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether there is anything that may change. */
    public boolean hasFiles() {
        return truststoreFile.isPresent() || keyFile.isPresent() || showsCertificate();
    }

    /** Whether this end shows a certificate. */
    public boolean showsCertificate() {
        return certificateFile.isPresent() || keystoreFile.isPresent();
    }

    /** The first option that does not go with the others. */
    public Optional<TlsFault> contradiction() {
        if (keystoreFile.isPresent() && (certificateFile.isPresent() || keyFile.isPresent())) {
            return fault(KEYSTORE_FILE, "contradicts the PEM files: keep either of them");
        }
        if (keystoreFile.isEmpty() && certificateFile.isPresent() != keyFile.isPresent()) {
            return fault(
                    keyFile.isPresent() ? CERTIFICATE_FILE : KEY_FILE,
                    "is needed: a certificate and its key go together");
        }
        if (keystoreFile.isEmpty() && keystorePassword.isPresent()) {
            return fault(KEYSTORE_PASSWORD, "belongs to a keystore, and none is set: set it or remove this");
        }
        if (!showsCertificate() && keyPassphrase.isPresent()) {
            return fault(KEY_PASSPHRASE, "belongs to a private key, and none is set: set it or remove this");
        }
        if (truststorePassword.isPresent() && truststoreFile.isEmpty()) {
            return fault(TRUSTSTORE_PASSWORD, "belongs to a truststore, and none is set: set it or remove this");
        }
        return Optional.empty();
    }

    String key(String option) {
        return prefix + option;
    }

    String ownKey() {
        return key(keystoreFile.isPresent() ? KEYSTORE_FILE : CERTIFICATE_FILE);
    }

    private Optional<TlsFault> fault(String option, String sentence) {
        return Optional.of(new TlsFault(key(option), sentence));
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<Password> secret(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getPassword(key))
                .filter(secret -> !secret.value().isEmpty());
    }
}
