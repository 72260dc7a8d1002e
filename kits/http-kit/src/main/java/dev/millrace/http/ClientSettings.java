package dev.millrace.http;

import dev.millrace.http.address.EgressSettings;
import dev.millrace.http.tls.TlsSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How requests travel.
 *
 * @param requestTimeout for one attempt, from the connection to the last byte of the reply
 * @param retryAfterMax the longest wait that a receiver may ask of one record
 */
public record ClientSettings(
        Duration connectTimeout,
        Duration requestTimeout,
        Duration retryAfterMax,
        ConnectionSettings connections,
        TlsSettings tls,
        ProxySettings proxy,
        EgressSettings egress,
        RedirectSettings redirects,
        ReplySettings reply,
        RequestCompression requestCompression) {

    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String REQUEST_TIMEOUT = "http.request.timeout.ms";
    public static final String RETRY_AFTER_MAX = "http.retry.after.max.ms";

    /** The times as given, and all else as it is without a word of the user. */
    public ClientSettings(Duration connectTimeout, Duration requestTimeout, Duration retryAfterMax) {
        this(
                connectTimeout,
                requestTimeout,
                retryAfterMax,
                ConnectionSettings.standard(),
                TlsSettings.standard(),
                ProxySettings.standard(),
                EgressSettings.standard(),
                RedirectSettings.standard(),
                ReplySettings.Defaults.ANSWERS.settings(),
                RequestCompression.NONE);
    }

    /** Declares the options for a client that sends records. */
    public static void define(ConfigDef definition) {
        define(definition, ReplySettings.Defaults.ANSWERS);
    }

    public static void define(ConfigDef definition, ReplySettings.Defaults replies) {
        new OptionGroup(definition, "Client")
                .number(
                        CONNECT_TIMEOUT,
                        10_000,
                        1,
                        600_000,
                        "How long a connection may take, TLS included, in milliseconds. Raise it for a receiver far away.")
                .number(
                        REQUEST_TIMEOUT,
                        30_000,
                        1,
                        3_600_000,
                        "How long one attempt may take, from the connection to the last byte of the reply, in"
                                + " milliseconds. Raise it above the slowest answer that is still good: a request given up"
                                + " may have been acted on, and is sent again.")
                .number(
                        RETRY_AFTER_MAX,
                        600_000L,
                        0L,
                        Duration.ofDays(1).toMillis(),
                        "The longest wait of one record that Retry-After may ask for, in milliseconds; a receiver that asks"
                                + " for more is treated as down for that long. Lower it when late records are worth"
                                + " less.");
        ConnectionSettings.define(definition);
        ReplySettings.define(definition, replies);
        RequestCompression.define(definition);
        TlsSettings.define(definition);
        ProxySettings.define(definition);
        EgressSettings.define(definition);
        RedirectSettings.define(definition);
    }

    /** Reads what {@link #validate} has no problem with. */
    public static ClientSettings from(AbstractConfig config) {
        return new ClientSettings(
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(REQUEST_TIMEOUT)),
                Duration.ofMillis(config.getLong(RETRY_AFTER_MAX)),
                ConnectionSettings.from(config),
                TlsSettings.from(config),
                ProxySettings.from(config),
                EgressSettings.from(config),
                RedirectSettings.from(config),
                ReplySettings.from(config),
                RequestCompression.from(config));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        if (config.getInt(REQUEST_TIMEOUT) < config.getInt(CONNECT_TIMEOUT)) {
            problems.report(
                    REQUEST_TIMEOUT,
                    "includes the connection, so it can't be shorter than " + CONNECT_TIMEOUT + ": raise it or lower "
                            + CONNECT_TIMEOUT);
        }
        ConnectionSettings.validate(config, problems);
        TlsSettings.validate(config, problems);
        ProxySettings.validate(config, problems);
        EgressSettings.validate(config, problems);
        RedirectSettings.validate(config, problems);
    }

    /** The same with other rules for replies. */
    public ClientSettings with(ReplySettings other) {
        return new ClientSettings(
                connectTimeout,
                requestTimeout,
                retryAfterMax,
                connections,
                tls,
                proxy,
                egress,
                redirects,
                other,
                requestCompression);
    }

    /**
     * Opens a client that proves itself and follows redirects as set.
     *
     * @param authenticator closed with the sender
     * @param connectionLimit how many may be open at once
     * @param hostFromRecord whether a record decides the host of requests, so that private addresses are refused
     */
    public HttpSender open(Authenticator authenticator, int connectionLimit, boolean hostFromRecord) {
        HttpSender plain = openPlain(connectionLimit, hostFromRecord);
        HttpSender authenticated = new AuthenticatedSender(plain, authenticator);
        return redirects.policy() == RedirectSettings.Policy.NONE
                ? authenticated
                : new RedirectingSender(authenticated, plain, redirects);
    }

    /** Opens a client that does neither, for fetching tokens and the like. */
    public HttpSender openPlain(int connectionLimit, boolean hostFromRecord) {
        return new ApacheHttpSender(this, connectionLimit, hostFromRecord);
    }
}
