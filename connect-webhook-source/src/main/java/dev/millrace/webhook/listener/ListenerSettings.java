package dev.millrace.webhook.listener;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * One listener, shared by every connector of a worker that names its host and port. All of them must say the same.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 * @param healthPort a plain port for health checks alone
 * @param linger how long the socket stays open without a connector
 * @param drainDelay how long it stays open after that, with connections sent away
 */
public record ListenerSettings(
        String host,
        int port,
        Optional<Integer> healthPort,
        Duration linger,
        Duration drainDelay,
        boolean http2,
        LimitSettings limits,
        TrustSettings trust,
        Optional<TlsSettings> tls) {

    public static final String HOST = "listener.host";
    public static final String PORT = "listener.port";
    public static final String HEALTH_PORT = "health.port";
    public static final String LINGER = "listener.linger.ms";
    public static final String DRAIN_DELAY = "drain.delay.ms";
    public static final String HTTP2 = "http2.enabled";

    private static final int LAST_PORT = 65_535;

    /** Declares the options. */
    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Listener")
                .text(
                        HOST,
                        "0.0.0.0",
                        "The address of this worker that is listened on. Set it to that of one network card, or to"
                                + " 127.0.0.1 behind a proxy on the same machine.")
                .add(
                        PORT,
                        ConfigDef.Type.INT,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.Range.between(0, LAST_PORT),
                        ConfigDef.Importance.HIGH,
                        "The port that is listened on, on every worker that runs a task; 0 takes any free one. Connectors"
                                + " may share a port when all their listener options are equal.")
                .number(
                        HEALTH_PORT,
                        -1,
                        -1,
                        LAST_PORT,
                        "A second port, without TLS, that answers /healthz and /readyz alone; -1 for none, 0 for any free"
                                + " one. Set it where load balancers can't show a client certificate.")
                .number(
                        LINGER,
                        3_000L,
                        0L,
                        600_000L,
                        "How long, in milliseconds, the port stays open with answer 503 after the last task has left; for"
                                + " as long after it opened, paths that nobody has yet are answered 503 as well. Raise"
                                + " it when tasks take longer to restart on the same worker.")
                .number(
                        DRAIN_DELAY,
                        0L,
                        0L,
                        600_000L,
                        "How long, in milliseconds, the port stays open after that, to let load balancers see that it is"
                                + " not ready. Set it to the time that yours take to notice.")
                .flag(
                        HTTP2,
                        false,
                        "Whether HTTP/2 is spoken beside HTTP/1.1. Switch it on only for senders that need it.");
        LimitSettings.define(definition);
        TrustSettings.define(definition);
        TlsSettings.define(definition);
    }

    /** Reads the options. */
    public static ListenerSettings from(AbstractConfig config) {
        return new ListenerSettings(
                config.getString(HOST).trim(),
                config.getInt(PORT),
                Optional.of(config.getInt(HEALTH_PORT)).filter(port -> port >= 0),
                Duration.ofMillis(config.getLong(LINGER)),
                Duration.ofMillis(config.getLong(DRAIN_DELAY)),
                config.getBoolean(HTTP2),
                LimitSettings.from(config),
                TrustSettings.from(config),
                TlsSettings.from(config));
    }

    /** Reports what can't be listened with; reads the files that the TLS options name. */
    public static void validate(AbstractConfig config, Problems problems) {
        String host = config.getString(HOST).trim();
        if (!isHost(host)) {
            problems.report(HOST, "must be an IP address or a host name, without a port");
        }
        if (config.getInt(PORT) != 0 && config.getInt(PORT).equals(config.getInt(HEALTH_PORT))) {
            problems.report(HEALTH_PORT, "is the same as " + PORT + ": leave it out, health is answered there too");
        }
        LimitSettings.validate(config, problems);
        TrustSettings.validate(config, problems);
        TlsSettings.validate(config, problems);
    }

    /** The first option in which another listener on the same port differs; null when it is the same. */
    @Nullable
    String differingKey(ListenerSettings other) {
        Map<String, Object> mine = byKey();
        Map<String, Object> theirs = other.byKey();
        for (Map.Entry<String, Object> option : mine.entrySet()) {
            if (!Objects.equals(option.getValue(), theirs.get(option.getKey()))) {
                return option.getKey();
            }
        }
        return null;
    }

    private Map<String, Object> byKey() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(HOST, host);
        values.put(PORT, port);
        values.put(HEALTH_PORT, healthPort);
        values.put(LINGER, linger);
        values.put(DRAIN_DELAY, drainDelay);
        values.put(HTTP2, http2);
        values.putAll(limits.byKey());
        values.putAll(trust.byKey());
        values.putAll(TlsSettings.byKey(tls));
        return values;
    }

    private static boolean isHost(String host) {
        try {
            return !host.isEmpty()
                    && new URI("http://" + (host.contains(":") ? "[" + host + "]" : host) + "/").getHost() != null;
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
