package dev.millrace.vault;

import dev.millrace.http.ClientSettings;
import dev.millrace.http.ConnectionSettings;
import dev.millrace.http.ProxySettings;
import dev.millrace.http.RedirectSettings;
import dev.millrace.http.ReplySettings;
import dev.millrace.http.RequestCompression;
import dev.millrace.http.address.EgressSettings;
import dev.millrace.http.tls.TlsSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How requests travel, and how often they are tried: a thread of the worker waits for them.
 *
 * @param retry with an end, for the worker can do nothing else meanwhile
 */
record TransportSettings(ClientSettings client, RetryPolicy retry) {

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Client")
                .number(
                        ClientSettings.CONNECT_TIMEOUT,
                        5_000,
                        1,
                        60_000,
                        "How long a connection may take, TLS included, in milliseconds. Raise it for a store far away.")
                .number(
                        ClientSettings.REQUEST_TIMEOUT,
                        10_000,
                        1,
                        60_000,
                        "How long one attempt may take, from the connection to the last byte of the answer, in milliseconds."
                                + " Keep all attempts together below rebalance.timeout.ms of the worker, which waits.");
        new OptionGroup(definition, "Retry")
                .number(
                        RetrySettings.MAX_ATTEMPTS,
                        3,
                        1,
                        20,
                        "How often a request is tried in all while the store can't be reached, is sealed, or asks for patience."
                                + " Raise it for a store that is often short of breath.")
                .number(
                        RetrySettings.BACKOFF,
                        250L,
                        1L,
                        60_000L,
                        "The upper bound, in milliseconds, of the random wait after the first failed attempt; it doubles with each"
                                + " further one. Raise it for a store that is slow to recover.")
                .number(
                        RetrySettings.BACKOFF_MAX,
                        2_000L,
                        1L,
                        60_000L,
                        "The longest wait between two attempts, in milliseconds; a store that asks for more patience is taken as"
                                + " unavailable. Raise it for a store with tight rate limits.");
        TlsSettings.define(definition);
        ProxySettings.define(definition);
    }

    static TransportSettings from(AbstractConfig config) {
        ClientSettings client = new ClientSettings(
                Duration.ofMillis(config.getInt(ClientSettings.CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(ClientSettings.REQUEST_TIMEOUT)),
                Duration.ZERO,
                ConnectionSettings.standard(),
                TlsSettings.from(config),
                ProxySettings.from(config),
                EgressSettings.standard(),
                RedirectSettings.standard(),
                new ReplySettings(MOST_BYTES, ReplySettings.Compression.NONE),
                RequestCompression.NONE);
        return new TransportSettings(
                client,
                new RetryPolicy(
                        Duration.ofMillis(config.getLong(RetrySettings.BACKOFF)),
                        Duration.ofMillis(config.getLong(RetrySettings.BACKOFF_MAX)),
                        config.getInt(RetrySettings.MAX_ATTEMPTS)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (config.getInt(ClientSettings.REQUEST_TIMEOUT) < config.getInt(ClientSettings.CONNECT_TIMEOUT)) {
            problems.report(
                    ClientSettings.REQUEST_TIMEOUT,
                    "includes the connection, so it can't be shorter than " + ClientSettings.CONNECT_TIMEOUT
                            + ": raise it or lower " + ClientSettings.CONNECT_TIMEOUT);
        }
        RetrySettings.validate(config, problems);
        TlsSettings.validate(config, problems);
        ProxySettings.validate(config, problems);
    }
}
