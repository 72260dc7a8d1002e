package dev.millrace.quickstart;

import dev.millrace.partner.environment.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker and controller (KRaft) in one process of its own, on free ports of the loopback address.
 *
 * <p>Life cycle: {@link #start(KafkaHome, Path)} returns when it answers; {@link #stop()} or {@link #kill()} end it and
 * {@link #restart()} brings it back on the same port with the same data, as often as wanted; {@link #close()} ends it for
 * good and leaves the folder. For one thread.
 */
public final class BrokerProcess implements Broker {
    /** What a broker runs with wherever it runs: lines of server.properties, by name. */
    public static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // A killed broker may come back when the session of the one before is over; 9 s would be the default.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A task that starts again waits for what a killed one left open; looked at every 10 s by default.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            // As in production: a topic appears because a configuration says so, not because somebody asked for it.
            Map.entry("auto.create.topics.enable", "false"));

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);

    private final KafkaHome home;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private ChildProcess process;

    private BrokerProcess(KafkaHome home, Path folder, int port, int controllerPort) {
        this.home = home;
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        writeProperties();
        format();
        this.process = launch();
    }

    /**
     * Formats the folder, starts a broker on free ports and waits until it answers.
     *
     * @throws IllegalStateException with the end of its log when it does not start
     */
    public static BrokerProcess start(KafkaHome home, Path folder) {
        List<Integer> ports = FreePorts.take(2);
        BrokerProcess broker = launch(home, folder, ports.get(0), ports.get(1));
        broker.awaitReady();
        return broker;
    }

    /** Formats and starts without waiting, so that what needs the broker can start beside it. */
    static BrokerProcess launch(KafkaHome home, Path folder, int port, int controllerPort) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BrokerProcess(home, folder.toAbsolutePath(), port, controllerPort);
    }

    /** Waits until the broker serves; 90 s at most. */
    void awaitReady() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        process.awaitReady(START_LIMIT, () -> !FreePorts.isFree(port));
        try (Admin admin = Admin.create(settings)) {
            process.awaitReady(
                    START_LIMIT,
                    () -> !admin.describeCluster()
                            .nodes()
                            .get(5, TimeUnit.SECONDS)
                            .isEmpty());
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The log file, for a diagnosis. */
    public Path log() {
        return folder.resolve("broker.log");
    }

    /** The id of the operating system's process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the broker in order. */
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the broker runs: stop or kill it first");
        }
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.stop();
    }

    private ChildProcess launch() {
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-Xms256m", "-XX:TieredStopAtLevel=1"));
        options.addAll(home.loggingOptions());
        return ChildProcess.start(
                "the broker",
                log(),
                options,
                List.of("-cp", home.classPath(), "kafka.Kafka", properties().toString()),
                Map.of());
    }

    private void format() {
        if (Files.exists(folder.resolve("data").resolve("meta.properties"))) {
            return;
        }
        List<String> options = new ArrayList<>(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        options.addAll(home.loggingOptions());
        List<String> program = List.of(
                "-cp",
                home.classPath(),
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                properties().toString());
        ChildProcess.start("the storage tool", folder.resolve("format.log"), options, program, Map.of())
                .awaitSuccess(FORMAT_LIMIT);
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    private void writeProperties() {
        Properties server = new Properties();
        server.put("process.roles", "broker,controller");
        server.put("node.id", "1");
        server.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        server.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        server.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        server.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        server.put("inter.broker.listener.name", "PLAINTEXT");
        server.put("controller.listener.names", "CONTROLLER");
        server.put("log.dirs", folder.resolve("data").toString());
        server.putAll(SETTINGS);
        try (Writer out = Files.newBufferedWriter(properties())) {
            server.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
