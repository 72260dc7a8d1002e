package dev.millrace.ops.connect;

import dev.millrace.kit.Sleeper;
import dev.millrace.kit.tls.TlsFiles;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.PropertiesFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where Kafka Connect is and how to get in: a {@link Mixin} of every command that needs it. What the command line says goes
 * before the environment, and both before the settings file. No secret is taken from the command line, which other users
 * of the machine can read.
 */
public final class ConnectOptions {

    static final String SETTINGS_VARIABLE = "MILLRACE_SETTINGS";

    /** Of every setting in the file; in the environment it is MILLRACE_CONNECT_URL for connect.url. */
    static final String PREFIX = "connect.";

    @Option(
            names = "--connect-url",
            paramLabel = "URL",
            description = "Where Kafka Connect is, such as https://connect.example.com:8083. Else MILLRACE_CONNECT_URL"
                    + " of the environment, else connect.url of the settings file; so with all that begin alike.")
    private @Nullable String url;

    @Option(
            names = "--connect-user",
            paramLabel = "NAME",
            description = "Who logs in (basic authentication). The password is MILLRACE_CONNECT_PASSWORD of the"
                    + " environment, connect.password of the settings file, or what a file holds.")
    private @Nullable String user;

    @Option(
            names = "--connect-password-file",
            paramLabel = "FILE",
            description = "A file that holds the password, and nothing else.")
    private @Nullable String passwordFile;

    @Option(
            names = "--connect-truststore-file",
            paramLabel = "FILE",
            description = "The authorities that vouch for the workers: PEM, PKCS #12 or JKS. Without it, those of Java."
                    + " Its password is MILLRACE_CONNECT_TRUSTSTORE_PASSWORD or connect.truststore.password.")
    private @Nullable String truststoreFile;

    @Option(
            names = "--connect-certificate-file",
            paramLabel = "FILE",
            description = "A certificate to show to the workers, in PEM form; it goes with --connect-key-file.")
    private @Nullable String certificateFile;

    @Option(
            names = "--connect-key-file",
            paramLabel = "FILE",
            description = "The certificate's private key: PKCS #8 in PEM form. Its passphrase is"
                    + " MILLRACE_CONNECT_KEY_PASSPHRASE or connect.key.passphrase.")
    private @Nullable String keyFile;

    @Option(
            names = "--connect-keystore-file",
            paramLabel = "FILE",
            description = "Certificate and key in one file instead: PKCS #12 or JKS. Its password is"
                    + " MILLRACE_CONNECT_KEYSTORE_PASSWORD or connect.keystore.password.")
    private @Nullable String keystoreFile;

    @Option(
            names = "--connect-timeout-ms",
            paramLabel = "MS",
            description = "How long one call may take, and how long a call that meets a rebalance is repeated, each."
                    + " 90000 by default.")
    private @Nullable String timeoutMs;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "A properties file with connect.url, connect.user and the like. Else the file that"
                    + " MILLRACE_SETTINGS in the environment names.")
    private @Nullable Path settingsFile;

    /**
     * The REST API that the options name; nothing is called yet.
     *
     * @throws CommandFailure when no address is named, or a file or a value can't be used
     */
    public ConnectApi api() {
        return new ConnectApi(settings(System.getenv()), Sleeper.SYSTEM);
    }

    ConnectSettings settings(Map<String, String> environment) {
        Map<String, String> settings = settings(ConnectSettings.keys(), environment);
        put(settings, ConnectSettings.URL, url);
        put(settings, ConnectSettings.USER, user);
        put(settings, ConnectSettings.PASSWORD_FILE, passwordFile);
        put(settings, ConnectSettings.TIMEOUT_MS, timeoutMs);
        put(settings, PREFIX + TlsFiles.TRUSTSTORE_FILE, truststoreFile);
        put(settings, PREFIX + TlsFiles.CERTIFICATE_FILE, certificateFile);
        put(settings, PREFIX + TlsFiles.KEY_FILE, keyFile);
        put(settings, PREFIX + TlsFiles.KEYSTORE_FILE, keystoreFile);
        return ConnectSettings.from(settings);
    }

    /**
     * What the settings file says, and the environment of these settings, which goes before it.
     *
     * @param keys that the environment may set, each by its own variable
     * @throws CommandFailure when the file can't be read
     */
    public Map<String, String> settings(Collection<String> keys, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        String named = environment.get(SETTINGS_VARIABLE);
        if (settingsFile != null) {
            settings.putAll(PropertiesFile.read("the settings file", settingsFile));
        } else if (named != null && !named.isBlank()) {
            settings.putAll(PropertiesFile.read("the settings file", Path.of(named)));
        }
        for (String key : keys) {
            String value =
                    environment.get("MILLRACE_" + key.toUpperCase(Locale.ROOT).replace('.', '_'));
            if (value != null && !value.isBlank()) {
                settings.put(key, value.strip());
            }
        }
        return settings;
    }

    private static void put(Map<String, String> settings, String key, @Nullable String value) {
        if (value != null) {
            settings.put(key, value);
        }
    }
}
