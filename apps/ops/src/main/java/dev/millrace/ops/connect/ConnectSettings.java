package dev.millrace.ops.connect;

import dev.millrace.kit.tls.TlsFault;
import dev.millrace.kit.tls.TlsFiles;
import dev.millrace.kit.tls.TlsMaterial;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How Connect's REST API is reached.
 *
 * @param url of a worker, with {@code /} at its end
 * @param authorization what the header of that name says; empty without a login
 * @param tls whom we trust and what we show; empty for what Java trusts and nothing
 * @param timeout of a call, and of all repetitions of a call that meets a rebalance
 */
record ConnectSettings(URI url, Optional<Password> authorization, Optional<SSLContext> tls, Duration timeout) {

    static final String URL = ConnectOptions.PREFIX + "url";
    static final String USER = ConnectOptions.PREFIX + "user";
    static final String PASSWORD = ConnectOptions.PREFIX + "password";
    static final String PASSWORD_FILE = ConnectOptions.PREFIX + "password.file";
    static final String TIMEOUT_MS = ConnectOptions.PREFIX + "timeout.ms";

    private static final ConfigDef DEFINITION = definition();

    /** All that a settings file and the environment may say. */
    static Set<String> keys() {
        return DEFINITION.names();
    }

    static ConnectSettings from(Map<String, String> settings) {
        try {
            AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
            return new ConnectSettings(
                    url(config.getString(URL)),
                    authorization(config),
                    tls(TlsFiles.from(config, ConnectOptions.PREFIX)),
                    Duration.ofMillis(config.getLong(TIMEOUT_MS)));
        } catch (ConfigException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static URI url(String text) {
        if (text.isBlank()) {
            throw CommandFailure.usage("no Kafka Connect is named: give --connect-url URL, set MILLRACE_CONNECT_URL,"
                    + " or put " + URL + " into the file of --settings");
        }
        try {
            URI url = URI.create(text.endsWith("/") ? text : text + "/");
            boolean usable =
                    url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
            if (usable && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException wrong) {
            // Said below, without the text, which may hold a password.
        }
        throw CommandFailure.usage(URL + " must be an address such as https://connect.example.com:8083, without user"
                + " and password: these are " + USER + " and " + PASSWORD);
    }

    private static Optional<Password> authorization(AbstractConfig config) {
        String user = config.getString(USER);
        String password = password(config);
        if (user.isEmpty()) {
            if (!password.isEmpty()) {
                throw CommandFailure.usage(
                        "there is a password and nobody whose it is: give --connect-user or set " + USER);
            }
            return Optional.empty();
        }
        if (password.isEmpty()) {
            throw CommandFailure.usage("the password of " + user + " is missing: set MILLRACE_CONNECT_PASSWORD, "
                    + PASSWORD + " in the file of --settings, or give --connect-password-file");
        }
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Password("Basic " + Base64.getEncoder().encodeToString(login)));
    }

    private static String password(AbstractConfig config) {
        String file = config.getString(PASSWORD_FILE);
        if (file.isEmpty()) {
            return config.getPassword(PASSWORD).value();
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.usage(PASSWORD_FILE + " names " + file + ", which can't be read", unreadable);
        }
    }

    private static Optional<SSLContext> tls(TlsFiles files) {
        Optional<TlsFault> contradiction = files.contradiction();
        if (contradiction.isPresent()) {
            throw fault(contradiction.get());
        }
        if (!files.hasFiles()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TlsMaterial.read(files).context());
        } catch (TlsFault unusable) {
            throw fault(unusable);
        }
    }

    private static CommandFailure fault(TlsFault fault) {
        return CommandFailure.usage(fault.key() + " " + fault.sentence().replace(" on this worker", ""), fault);
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        for (String key : new String[] {URL, USER, PASSWORD_FILE}) {
            definition.define(key, ConfigDef.Type.STRING, "", ConfigDef.Importance.HIGH, "");
        }
        for (String file : new String[] {
            TlsFiles.TRUSTSTORE_FILE, TlsFiles.CERTIFICATE_FILE, TlsFiles.KEY_FILE, TlsFiles.KEYSTORE_FILE
        }) {
            definition.define(ConnectOptions.PREFIX + file, ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "");
        }
        for (String secret :
                new String[] {TlsFiles.TRUSTSTORE_PASSWORD, TlsFiles.KEY_PASSPHRASE, TlsFiles.KEYSTORE_PASSWORD}) {
            definition.define(
                    ConnectOptions.PREFIX + secret, ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.LOW, "");
        }
        return definition
                .define(PASSWORD, ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.HIGH, "")
                .define(
                        TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        90_000L,
                        ConfigDef.Range.between(1L, 3_600_000L),
                        ConfigDef.Importance.LOW,
                        "");
    }
}
