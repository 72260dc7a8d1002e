package dev.millrace.http.tls;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.tls.TlsFault;
import dev.millrace.kit.tls.TlsFiles;
import dev.millrace.kit.tls.TlsMaterial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Whom the client trusts and which certificate it shows. There is no option that trusts everybody.
 *
 * @param files without a truststore, the authorities of the JVM are trusted
 * @param minVersion TLSv1.2 or TLSv1.3
 * @param reload how often the files are looked at
 */
public record TlsSettings(TlsFiles files, String minVersion, Duration reload) {

    private static final String PREFIX = "http.tls.";
    public static final String TRUSTSTORE_FILE = PREFIX + TlsFiles.TRUSTSTORE_FILE;
    public static final String TRUSTSTORE_PASSWORD = PREFIX + TlsFiles.TRUSTSTORE_PASSWORD;
    public static final String CERTIFICATE_FILE = PREFIX + TlsFiles.CERTIFICATE_FILE;
    public static final String KEY_FILE = PREFIX + TlsFiles.KEY_FILE;
    public static final String KEY_PASSPHRASE = PREFIX + TlsFiles.KEY_PASSPHRASE;
    public static final String KEYSTORE_FILE = PREFIX + TlsFiles.KEYSTORE_FILE;
    public static final String KEYSTORE_PASSWORD = PREFIX + TlsFiles.KEYSTORE_PASSWORD;
    public static final String MIN_VERSION = PREFIX + "min.version";
    public static final String RELOAD = PREFIX + "reload.interval.ms";

    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";
    private static final Duration RELOAD_DEFAULT = Duration.ofSeconds(10);

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "TLS")
                .text(
                        TRUSTSTORE_FILE,
                        null,
                        "A file on every worker with the authorities whose server certificates are accepted, in PEM form,"
                                + " as PKCS #12 or JKS; without it, those of the JVM. Set it for servers of a private"
                                + " authority; a changed file is taken up without a restart.")
                .secret(TRUSTSTORE_PASSWORD, "The password of the truststore. Needed if it has one; PEM has none.")
                .text(
                        CERTIFICATE_FILE,
                        null,
                        "A file on every worker with the client's certificate and its chain, in PEM form. Set it with the key"
                                + " where the server asks for a certificate (mutual TLS); a changed file is taken up"
                                + " without a restart.")
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
                        "A file on every worker with the client's certificate and key, as PKCS #12 or JKS. Set it instead of"
                                + " the PEM files.")
                .secret(KEYSTORE_PASSWORD, "The password of the keystore. Needed for every keystore that has one.")
                .add(
                        MIN_VERSION,
                        ConfigDef.Type.STRING,
                        TLS_1_2,
                        ConfigDef.ValidString.in(TLS_1_2, TLS_1_3),
                        ConfigDef.Importance.LOW,
                        "The oldest version of TLS that may be spoken. Set TLSv1.3 where the rules of your house ask for"
                                + " it.")
                .number(
                        RELOAD,
                        RELOAD_DEFAULT.toMillis(),
                        100L,
                        86_400_000L,
                        "How often, in milliseconds, the files are looked at for changes. Lower it where certificates live"
                                + " for minutes.");
    }

    /** The authorities of the JVM, no certificate of our own. */
    public static TlsSettings standard() {
        return new TlsSettings(TlsFiles.none(PREFIX), TLS_1_2, RELOAD_DEFAULT);
    }

    public static TlsSettings from(AbstractConfig config) {
        return new TlsSettings(
                TlsFiles.from(config, PREFIX),
                config.getString(MIN_VERSION),
                Duration.ofMillis(config.getLong(RELOAD)));
    }

    /** Reads the files too: what can't be used is a problem of its option. */
    public static void validate(AbstractConfig config, Problems problems) {
        TlsFiles files = from(config).files();
        Optional<TlsFault> fault = files.contradiction();
        if (fault.isEmpty()) {
            try {
                TlsMaterial unused = TlsMaterial.read(files);
            } catch (TlsFault unusable) {
                fault = Optional.of(unusable);
            }
        }
        fault.ifPresent(found -> problems.report(found.key(), found.sentence()));
    }

    /** The versions that may be spoken, in the JDK's words. */
    public List<String> protocols() {
        return minVersion.equals(TLS_1_3) ? List.of(TLS_1_3) : List.of(TLS_1_3, TLS_1_2);
    }
}
