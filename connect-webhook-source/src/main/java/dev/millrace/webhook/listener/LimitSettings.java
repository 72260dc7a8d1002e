package dev.millrace.webhook.listener;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What one listener takes at most, whoever sends it.
 *
 * @param connections open at once
 * @param requests in hand at once
 * @param threads that handle requests
 * @param headerBytes the head of a request
 * @param headerCount fields of a head
 * @param headTimeout from the first byte of a head to its last
 * @param idleTimeout without a byte in either direction
 * @param bytesPerSecond the least rate of a body, after {@link #RATE_GRACE}; 0 for none
 */
record LimitSettings(
        int connections,
        int requests,
        int threads,
        int headerBytes,
        int headerCount,
        Duration headTimeout,
        Duration idleTimeout,
        int bytesPerSecond) {

    static final Duration RATE_GRACE = Duration.ofSeconds(5);

    static final String CONNECTIONS = "listener.connections.max";
    static final String REQUESTS = "listener.requests.max";
    static final String THREADS = "listener.threads.max";
    static final String HEADER_BYTES = "listener.header.max.bytes";
    static final String HEADER_COUNT = "listener.header.max.count";
    static final String HEAD_TIMEOUT = "listener.header.timeout.ms";
    static final String IDLE_TIMEOUT = "listener.idle.timeout.ms";
    static final String BODY_RATE = "listener.body.rate.min.bytes";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Listener limits")
                .number(
                        CONNECTIONS,
                        2_000,
                        1,
                        1_000_000,
                        "How many connections are open at once; a further one closes the one that has been without a"
                                + " request for longest. Raise it for many senders that keep theirs open, within the file"
                                + " handles of the worker.")
                .number(
                        REQUESTS,
                        10_000,
                        1,
                        1_000_000,
                        "How many requests are in hand at once over all connectors of the port; more are answered 503."
                                + " Lower it to bound the memory of a small worker.")
                .number(
                        THREADS,
                        32,
                        8,
                        1_000,
                        "How many threads handle requests; none of them waits for Kafka. Raise it on machines with many"
                                + " processors.")
                .number(
                        HEADER_BYTES,
                        16 << 10,
                        1 << 10,
                        1 << 20,
                        "The longest head of a request, in bytes; more is answered 431. Raise it for senders with large"
                                + " tokens.")
                .number(
                        HEADER_COUNT,
                        100,
                        1,
                        10_000,
                        "How many header fields a request may have; more are answered 431. Raise it behind proxies that"
                                + " add many.")
                .number(
                        HEAD_TIMEOUT,
                        10_000L,
                        100L,
                        600_000L,
                        "How long, in milliseconds, the head of a request may take from its first byte, the TLS handshake"
                                + " included; then the connection is closed. Raise it for senders on very slow lines.")
                .number(
                        IDLE_TIMEOUT,
                        30_000L,
                        100L,
                        3_600_000L,
                        "How long, in milliseconds, a connection may be silent between requests. Set it a little above"
                                + " that of the proxy in front, so that the proxy closes first.")
                .number(
                        BODY_RATE,
                        1 << 10,
                        0,
                        1 << 30,
                        "The least average rate of a body, in bytes per second, once it has taken 5 seconds; slower ones"
                                + " are answered 408. 0 switches the check off; do so only behind a proxy that buffers.");
    }

    static LimitSettings from(AbstractConfig config) {
        return new LimitSettings(
                config.getInt(CONNECTIONS),
                config.getInt(REQUESTS),
                config.getInt(THREADS),
                config.getInt(HEADER_BYTES),
                config.getInt(HEADER_COUNT),
                Duration.ofMillis(config.getLong(HEAD_TIMEOUT)),
                Duration.ofMillis(config.getLong(IDLE_TIMEOUT)),
                config.getInt(BODY_RATE));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (config.getInt(BODY_RATE) == 0 && config.getLong(IDLE_TIMEOUT) > 600_000L) {
            problems.report(
                    IDLE_TIMEOUT,
                    "must not exceed 600000 where " + BODY_RATE + " is 0: nothing else ends a slow sender");
        }
    }

    Map<String, Object> byKey() {
        return Map.of(
                CONNECTIONS,
                connections,
                REQUESTS,
                requests,
                THREADS,
                threads,
                HEADER_BYTES,
                headerBytes,
                HEADER_COUNT,
                headerCount,
                HEAD_TIMEOUT,
                headTimeout,
                IDLE_TIMEOUT,
                idleTimeout,
                BODY_RATE,
                bytesPerSecond);
    }
}
