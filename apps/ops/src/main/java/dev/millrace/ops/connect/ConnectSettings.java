package dev.millrace.ops.connect;

import dev.millrace.ops.CommandFailure;
import java.net.URI;
import java.time.Duration;
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
    static final String USER = ConnectOptions.PREFIX + ServerAccess.USER;
    static final String PASSWORD = ConnectOptions.PREFIX + ServerAccess.PASSWORD;
    static final String PASSWORD_FILE = ConnectOptions.PREFIX + ServerAccess.PASSWORD_FILE;
    static final String TIMEOUT_MS = ConnectOptions.PREFIX + "timeout.ms";

    private static final ConfigDef DEFINITION = definition();

    /** All that a settings file and the environment may say. */
    static Set<String> keys() {
        return DEFINITION.names();
    }

    static ConnectSettings from(Map<String, String> settings) {
        try {
            AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
            URI url = url(config.getString(URL));
            ServerAccess access = ServerAccess.from(config, ConnectOptions.PREFIX);
            return new ConnectSettings(
                    url, access.authorization(), access.tls(), Duration.ofMillis(config.getLong(TIMEOUT_MS)));
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

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ServerAccess.define(definition, ConnectOptions.PREFIX);
        return definition
                .define(URL, ConfigDef.Type.STRING, "", ConfigDef.Importance.HIGH, "")
                .define(
                        TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        90_000L,
                        ConfigDef.Range.between(1L, 3_600_000L),
                        ConfigDef.Importance.LOW,
                        "");
    }
}
