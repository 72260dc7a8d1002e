package dev.millrace.webhook.listener;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.tls.TlsFault;
import dev.millrace.kit.tls.TlsFiles;
import dev.millrace.kit.tls.TlsMaterial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The certificate that a listener shows and those that it asks for. Files are read again when they change.
 *
 * @param files its truststore holds the authorities of clients
 * @param reload how often the files are looked at
 */
record TlsSettings(TlsFiles files, ClientAuth clientAuth, List<String> protocols, Duration reload) {

    /** Whether a sender has to show a certificate. */
    enum ClientAuth {
        NONE,
        WANT,
        NEED
    }

    private static final String PREFIX = "listener.tls.";
    static final String CERTIFICATE_FILE = PREFIX + TlsFiles.CERTIFICATE_FILE;
    static final String KEY_FILE = PREFIX + TlsFiles.KEY_FILE;
    static final String KEY_PASSPHRASE = PREFIX + TlsFiles.KEY_PASSPHRASE;
    static final String KEYSTORE_FILE = PREFIX + TlsFiles.KEYSTORE_FILE;
    static final String KEYSTORE_PASSWORD = PREFIX + TlsFiles.KEYSTORE_PASSWORD;
    static final String CLIENT_AUTH = PREFIX + "client.auth";
    static final String TRUSTSTORE_FILE = PREFIX + TlsFiles.TRUSTSTORE_FILE;
    static final String TRUSTSTORE_PASSWORD = PREFIX + TlsFiles.TRUSTSTORE_PASSWORD;
    static final String PROTOCOLS = PREFIX + "protocols";
    static final String RELOAD = PREFIX + "reload.interval.ms";

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
                TlsFiles.from(config, PREFIX),
                OptionGroup.choiceOf(ClientAuth.class, config.getString(CLIENT_AUTH)),
                config.getList(PROTOCOLS),
                Duration.ofMillis(config.getLong(RELOAD)));
        return settings.files.showsCertificate() || settings.files.keyFile().isPresent()
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
        Optional<TlsFault> fault = tls.get().contradiction();
        if (fault.isEmpty()) {
            try {
                TlsMaterial unused = TlsMaterial.read(tls.get().files());
            } catch (TlsFault unusable) {
                fault = Optional.of(unusable);
            }
        }
        fault.ifPresent(found -> problems.report(found.key(), found.sentence()));
    }

    /** The first option that does not go with the others. */
    private Optional<TlsFault> contradiction() {
        Optional<TlsFault> amongFiles = files.contradiction();
        if (amongFiles.isPresent()) {
            return amongFiles;
        }
        boolean trusts = files.truststoreFile().isPresent();
        if (clientAuth != ClientAuth.NONE && !trusts) {
            return fault(TRUSTSTORE_FILE, "is needed where client certificates are asked for: name your authorities");
        }
        if (clientAuth == ClientAuth.NONE && trusts) {
            return fault(TRUSTSTORE_FILE, "is never used with " + CLIENT_AUTH + "=none: remove it, or choose need");
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
        Optional<TlsFiles> files = tls.map(TlsSettings::files);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(CERTIFICATE_FILE, files.flatMap(TlsFiles::certificateFile));
        values.put(KEY_FILE, files.flatMap(TlsFiles::keyFile));
        values.put(KEY_PASSPHRASE, files.flatMap(TlsFiles::keyPassphrase));
        values.put(KEYSTORE_FILE, files.flatMap(TlsFiles::keystoreFile));
        values.put(KEYSTORE_PASSWORD, files.flatMap(TlsFiles::keystorePassword));
        values.put(CLIENT_AUTH, tls.map(TlsSettings::clientAuth));
        values.put(TRUSTSTORE_FILE, files.flatMap(TlsFiles::truststoreFile));
        values.put(TRUSTSTORE_PASSWORD, files.flatMap(TlsFiles::truststorePassword));
        values.put(PROTOCOLS, tls.map(TlsSettings::protocols));
        values.put(RELOAD, tls.map(TlsSettings::reload));
        return values;
    }
}
