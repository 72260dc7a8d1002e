package dev.millrace.webhook.listener;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * The certificate that a listener shows and those that it asks for. Files are read again when they change.
 *
 * @param certificateFile a chain in PEM form, the listener's own first; with keyFile instead of a keystore
 * @param keyFile PKCS #8 in PEM form
 * @param keystoreFile PKCS #12 or JKS
 * @param truststoreFile authorities of clients: PEM, PKCS #12 or JKS
 * @param reload how often the files are looked at
 */
record TlsSettings(
        Optional<String> certificateFile,
        Optional<String> keyFile,
        Optional<Password> keyPassphrase,
        Optional<String> keystoreFile,
        Optional<Password> keystorePassword,
        ClientAuth clientAuth,
        Optional<String> truststoreFile,
        Optional<Password> truststorePassword,
        List<String> protocols,
        Duration reload) {

    /** Whether a sender has to show a certificate. */
    enum ClientAuth {
        NONE,
        WANT,
        NEED
    }

    static final String CERTIFICATE_FILE = "listener.tls.certificate.file";
    static final String KEY_FILE = "listener.tls.key.file";
    static final String KEY_PASSPHRASE = "listener.tls.key.passphrase";
    static final String KEYSTORE_FILE = "listener.tls.keystore.file";
    static final String KEYSTORE_PASSWORD = "listener.tls.keystore.password";
    static final String CLIENT_AUTH = "listener.tls.client.auth";
    static final String TRUSTSTORE_FILE = "listener.tls.truststore.file";
    static final String TRUSTSTORE_PASSWORD = "listener.tls.truststore.password";
    static final String PROTOCOLS = "listener.tls.protocols";
    static final String RELOAD = "listener.tls.reload.interval.ms";

    private static final List<String> SOUND_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    TlsSettings {
        protocols = List.copyOf(protocols);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Listener TLS")
                .text(
                        CERTIFICATE_FILE,
                        null,
                        "A file on every worker with the listener's certificate and its chain, in PEM form. Set it with"
                                + " the key to receive by https; a changed file is taken up without a restart.")
                .text(
                        KEY_FILE,
                        null,
                        "A file on every worker with the private key of the certificate, in PEM form (PKCS #8). Set it"
                                + " together with the certificate.")
                .secret(
                        KEY_PASSPHRASE,
                        "The passphrase of the private key, or of the key in the keystore where it has another one than"
                                + " the keystore. Needed only if the key has one.")
                .text(
                        KEYSTORE_FILE,
                        null,
                        "A file on every worker with certificate and key, as PKCS #12 or JKS. Set it instead of the PEM"
                                + " files.")
                .secret(KEYSTORE_PASSWORD, "The password of the keystore. Needed for every keystore that has one.")
                .choice(
                        CLIENT_AUTH,
                        ClientAuth.NONE,
                        "Whether senders show a certificate of their own: need refuses those that do not, want asks and"
                                + " goes on without. Set it where senders are known by certificate.")
                .text(
                        TRUSTSTORE_FILE,
                        null,
                        "A file on every worker with the authorities whose client certificates are accepted, in PEM form,"
                                + " as PKCS #12 or JKS. Needed where client certificates are asked for.")
                .secret(TRUSTSTORE_PASSWORD, "The password of the truststore. Needed if it has one; PEM has none.")
                .list(
                        PROTOCOLS,
                        String.join(",", SOUND_PROTOCOLS),
                        "The versions of TLS that may be spoken. Leave TLSv1.3 alone where the rules of your house ask for"
                                + " it.")
                .number(
                        RELOAD,
                        10_000L,
                        100L,
                        86_400_000L,
                        "How often, in milliseconds, the files are looked at for changes. Lower it where certificates live"
                                + " for minutes.");
    }

    /** The options; empty when neither certificate nor keystore is set, which means http. */
    static Optional<TlsSettings> from(AbstractConfig config) {
        TlsSettings settings = new TlsSettings(
                text(config, CERTIFICATE_FILE),
                text(config, KEY_FILE),
                secret(config, KEY_PASSPHRASE),
                text(config, KEYSTORE_FILE),
                secret(config, KEYSTORE_PASSWORD),
                OptionGroup.choiceOf(ClientAuth.class, config.getString(CLIENT_AUTH)),
                text(config, TRUSTSTORE_FILE),
                secret(config, TRUSTSTORE_PASSWORD),
                config.getList(PROTOCOLS),
                Duration.ofMillis(config.getLong(RELOAD)));
        return Stream.of(settings.certificateFile, settings.keyFile, settings.keystoreFile)
                        .anyMatch(Optional::isPresent)
                ? Optional.of(settings)
                : Optional.empty();
    }

    static void validate(AbstractConfig config, Problems problems) {
        Optional<TlsSettings> tls = from(config);
        if (tls.isEmpty()) {
            if (OptionGroup.choiceOf(ClientAuth.class, config.getString(CLIENT_AUTH)) != ClientAuth.NONE) {
                problems.report(
                        CLIENT_AUTH,
                        "asks for certificates, and there is no TLS: set " + CERTIFICATE_FILE + " and " + KEY_FILE);
            }
            return;
        }
        Optional<TlsFault> contradiction = tls.get().contradiction();
        if (contradiction.isPresent()) {
            problems.report(contradiction.get().key(), contradiction.get().sentence());
            return;
        }
        try {
            TlsMaterial unused = TlsMaterial.read(tls.get());
        } catch (TlsFault fault) {
            problems.report(fault.key(), fault.sentence());
        }
    }

    /** The first option that does not go with the others. */
    private Optional<TlsFault> contradiction() {
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
        if (clientAuth != ClientAuth.NONE && truststoreFile.isEmpty()) {
            return fault(TRUSTSTORE_FILE, "is needed where client certificates are asked for: name your authorities");
        }
        if (clientAuth == ClientAuth.NONE && truststoreFile.isPresent()) {
            return fault(TRUSTSTORE_FILE, "is never used with " + CLIENT_AUTH + "=none: remove it, or choose need");
        }
        if (truststorePassword.isPresent() && truststoreFile.isEmpty()) {
            return fault(TRUSTSTORE_PASSWORD, "belongs to a truststore, and none is set: set it or remove this");
        }
        if (protocols.isEmpty() || !SOUND_PROTOCOLS.containsAll(protocols)) {
            return fault(PROTOCOLS, "must be TLSv1.3, TLSv1.2 or both: older versions are broken");
        }
        return Optional.empty();
    }

    private static Optional<TlsFault> fault(String key, String sentence) {
        return Optional.of(new TlsFault(key, sentence));
    }

    static Map<String, Object> byKey(Optional<TlsSettings> tls) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(CERTIFICATE_FILE, tls.flatMap(TlsSettings::certificateFile));
        values.put(KEY_FILE, tls.flatMap(TlsSettings::keyFile));
        values.put(KEY_PASSPHRASE, tls.flatMap(TlsSettings::keyPassphrase));
        values.put(KEYSTORE_FILE, tls.flatMap(TlsSettings::keystoreFile));
        values.put(KEYSTORE_PASSWORD, tls.flatMap(TlsSettings::keystorePassword));
        values.put(CLIENT_AUTH, tls.map(TlsSettings::clientAuth));
        values.put(TRUSTSTORE_FILE, tls.flatMap(TlsSettings::truststoreFile));
        values.put(TRUSTSTORE_PASSWORD, tls.flatMap(TlsSettings::truststorePassword));
        values.put(PROTOCOLS, tls.map(TlsSettings::protocols));
        values.put(RELOAD, tls.map(TlsSettings::reload));
        return values;
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private static Optional<Password> secret(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getPassword(key))
                .filter(secret -> !secret.value().isEmpty());
    }
}
