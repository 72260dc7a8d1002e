package dev.millrace.legacy.line;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.legacy.session.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Who connects to whom, and where.
 *
 * @param hosts in the order in which they are tried
 * @param ports where this task listens
 * @param mostConnections of a task at the same time
 * @param mostBytes of a frame, where the session says nothing else
 */
public record TransportSettings(
        Protocol.Role mode,
        List<HostPort> hosts,
        String listenAddress,
        List<Integer> ports,
        List<String> allowed,
        int mostConnections,
        long bindMillis,
        int connectMillis,
        long frameMillis,
        boolean keepAlive,
        int mostBytes,
        TlsSettings tls) {

    public static final String MODE = "mode";
    public static final String HOSTS = "hosts";
    public static final String LISTEN_ADDRESS = "listen.address";
    public static final String LISTEN_PORTS = "listen.ports";
    static final String ALLOWED = "allowed.addresses";
    static final String MOST_CONNECTIONS = "connections.max";
    static final String BIND_RETRY = "bind.retry.ms";
    static final String CONNECT_TIMEOUT = "connect.timeout.ms";
    static final String FRAME_TIMEOUT = "frame.timeout.ms";
    static final String KEEP_ALIVE = "tcp.keepalive";
    static final String MOST_BYTES = "frame.max.bytes";
    /** The ports of one task; no option, so not declared as one. */
    public static final String TASK_PORTS = "millrace.ports";

    public TransportSettings {
        hosts = List.copyOf(hosts);
        ports = List.copyOf(ports);
        allowed = List.copyOf(allowed);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Transport")
                .choice(
                        MODE,
                        Protocol.Role.CLIENT,
                        "Who connects: client calls one of hosts, server waits for callers on listen.ports. It depends on"
                                + " the other side; the session file says what it can be.")
                .list(
                        HOSTS,
                        "",
                        "Where a client connects to, as host:port; the next one is tried when one can't be reached or"
                                + " refuses. Name the partner's standby hosts, too.")
                .text(
                        LISTEN_ADDRESS,
                        "0.0.0.0",
                        "The address of this machine on which a server listens. Narrow it on machines with several"
                                + " networks.")
                .list(
                        LISTEN_PORTS,
                        "",
                        "The ports on which a server listens; each belongs to one task, so tasks.max may not be larger"
                                + " than their number. The port is on the worker that runs the task.")
                .list(
                        ALLOWED,
                        "",
                        "Who may connect to a server, as ranges such as 10.1.0.0/16; everybody where it is empty. Set it"
                                + " wherever the senders' addresses are known.")
                .number(
                        MOST_CONNECTIONS,
                        100,
                        1,
                        10_000,
                        "How many connections a task of a server has at the same time; further callers are turned away."
                                + " Each has two threads. Raise it for many senders that stay connected.")
                .number(
                        BIND_RETRY,
                        30_000L,
                        0L,
                        3_600_000L,
                        "How long a server tries to get a port that is in use, in milliseconds: the task before may still"
                                + " be stopping. Raise it when other programs give the port up late.")
                .number(
                        CONNECT_TIMEOUT,
                        10_000,
                        100,
                        600_000,
                        "How long connecting may take, and the TLS handshake again, in milliseconds. Raise it for far"
                                + " lines.")
                .number(
                        FRAME_TIMEOUT,
                        30_000L,
                        100L,
                        3_600_000L,
                        "How long a frame may take from its first byte to its last, in milliseconds; then the connection"
                                + " is closed. Raise it for large frames on slow lines.")
                .flag(
                        KEEP_ALIVE,
                        true,
                        "Whether the operating system probes connections that are idle for hours. Turn it off where lines"
                                + " are paid for by the packet.")
                .number(
                        MOST_BYTES,
                        1 << 20,
                        1,
                        1 << 30,
                        "The largest frame in bytes, unless the session file says another number; a larger one ends the"
                                + " connection. Raise it, together with the producer's max.request.size, for larger"
                                + " messages.");
        TlsSettings.define(definition);
    }

    /** Reads the group; {@code configuration} is the task's as given. */
    public static TransportSettings from(AbstractConfig config, Map<String, String> configuration) {
        String own = configuration.get(TASK_PORTS);
        List<String> ports = own == null ? config.getList(LISTEN_PORTS) : List.of(own.split(",", -1));
        return new TransportSettings(
                OptionGroup.choiceOf(Protocol.Role.class, config.getString(MODE)),
                config.getList(HOSTS).stream().map(HostPort::parse).toList(),
                config.getString(LISTEN_ADDRESS),
                ports.stream().map(String::trim).map(Integer::parseInt).toList(),
                config.getList(ALLOWED),
                config.getInt(MOST_CONNECTIONS),
                config.getLong(BIND_RETRY),
                config.getInt(CONNECT_TIMEOUT),
                config.getLong(FRAME_TIMEOUT),
                config.getBoolean(KEEP_ALIVE),
                config.getInt(MOST_BYTES),
                TlsSettings.from(config));
    }

    /** Reports options that can't work; {@code configuration} is the connector's as given. */
    public static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        boolean isServer = OptionGroup.choiceOf(Protocol.Role.class, config.getString(MODE)) == Protocol.Role.SERVER;
        int tasks = tasks(configuration);
        if (isServer) {
            server(config, tasks, problems);
        } else {
            client(config, tasks, problems);
        }
        TlsSettings.validate(config, isServer, problems);
    }

    private static int tasks(Map<String, String> configuration) {
        String tasks =
                Optional.ofNullable(configuration.get("tasks.max")).orElse("1").trim();
        return tasks.matches("\\d{1,6}") ? Integer.parseInt(tasks) : 1;
    }

    private static void client(AbstractConfig config, int tasks, Problems problems) {
        if (config.getList(HOSTS).isEmpty()) {
            problems.report(HOSTS, "is needed by mode=client: where does it connect to?");
        }
        for (String host : config.getList(HOSTS)) {
            try {
                HostPort unused = HostPort.parse(host);
            } catch (IllegalArgumentException wrong) {
                problems.report(HOSTS, String.valueOf(wrong.getMessage()));
            }
        }
        if (tasks > 1) {
            problems.report("tasks.max", "must be 1 with mode=client: a session is one connection");
        }
        for (String key : List.of(LISTEN_PORTS, ALLOWED)) {
            if (!config.getList(key).isEmpty()) {
                problems.report(key, "is of no use with mode=client: remove it, or choose mode=server");
            }
        }
    }

    private static void server(AbstractConfig config, int tasks, Problems problems) {
        List<String> ports = new ArrayList<>(config.getList(LISTEN_PORTS));
        if (ports.isEmpty()) {
            problems.report(LISTEN_PORTS, "is needed by mode=server: where does it listen?");
        } else if (!ports.stream().allMatch(TransportSettings::isPort)) {
            problems.report(LISTEN_PORTS, "must be ports: numbers from 1 to 65535");
        } else if (ports.stream().distinct().count() < ports.size()) {
            problems.report(LISTEN_PORTS, "names a port twice");
        } else if (tasks > ports.size()) {
            problems.report(
                    "tasks.max",
                    "is larger than the number of listen.ports, and a port belongs to one task: lower it to "
                            + ports.size() + ", or name more ports");
        }
        if (!config.getList(HOSTS).isEmpty()) {
            problems.report(HOSTS, "is of no use with mode=server: remove it, or choose mode=client");
        }
        for (String range : config.getList(ALLOWED)) {
            try {
                AddressRange unused = AddressRange.parse(range);
            } catch (IllegalArgumentException wrong) {
                problems.report(ALLOWED, String.valueOf(wrong.getMessage()));
            }
        }
    }

    private static boolean isPort(String text) {
        return text.trim().matches("\\d{1,5}")
                && Integer.parseInt(text.trim()) >= 1
                && Integer.parseInt(text.trim()) <= 65_535;
    }
}
