package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.SftpPartner;
import dev.millrace.partner.environment.Broker;
import dev.millrace.partner.environment.ChosenEnvironment;
import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.SftpHost;
import dev.millrace.quickstart.ConnectRestException;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** An SFTP server with an inbound folder and an archive, and the connector that reads it. */
final class SftpFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LISTINGS = 20;

    private final Broker broker;
    private final Path root;
    private final SftpHost host;
    private final String name = Platform.name("sftp");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    /** A server where the environment has them, and a configuration that reads CSV into a topic of its own. */
    SftpFlow() {
        this(Platform.broker(), SftpFlow::ofEnvironment);
    }

    private SftpFlow(Broker broker, Function<Path, SftpHost> start) {
        this.broker = broker;
        this.root = served();
        this.host = start.apply(root);
        configuration.putAll(Map.of(
                "name", name,
                "connector.class", "dev.millrace.sftp.SftpSourceConnector",
                "tasks.max", "1",
                "topic", name + "-data",
                "sftp.host", host.host(),
                "sftp.port", String.valueOf(host.port()),
                "sftp.username", host.username(),
                "sftp.password", host.password(),
                "sftp.host.key.fingerprints", host.hostKeyFingerprint()));
        configuration.putAll(Map.of(
                "input.folders", "/inbound",
                "archive.folder", "/archive",
                "format", "csv",
                "scan.interval.ms", "100",
                "retry.backoff.ms", "50",
                "retry.backoff.max.ms", "500",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false",
                "topic.creation.default.partitions", "1",
                "topic.creation.default.replication.factor", "1"));
    }

    /** The same with the simulator for a server, wherever others run: it has switches, and serves folders that are made later. */
    static SftpFlow simulated() {
        return simulated(Platform.broker());
    }

    static SftpFlow simulated(Broker broker) {
        return new SftpFlow(broker, SftpFlow::simulator);
    }

    private static SftpHost ofEnvironment(Path root) {
        Login user = new Login("partner", UUID.randomUUID().toString());
        try {
            return ChosenEnvironment.get()
                    .sftp(root, user, () -> SftpPartner.start(root, 0, user.username(), user.password()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SftpHost simulator(Path root) {
        try {
            return SftpPartner.start(root);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path served() {
        try {
            Path root = Files.createDirectory(Platform.folder().resolve("served"));
            Files.createDirectories(root.resolve("inbound"));
            Files.createDirectories(root.resolve("archive"));
            return root;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Adds or replaces options. */
    SftpFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    SftpFlow without(String key) {
        configuration.remove(key);
        return this;
    }

    /** Tells a topic of this flow's own for audit events. */
    SftpFlow audited() {
        return with(Map.of("audit.topic", name + "-audit"));
    }

    /** Sets aside what can't be read, in a topic of this flow's own. */
    SftpFlow setsAside() {
        return with(Map.of("malformed.topic", name + "-malformed"));
    }

    /** The simulator, of a flow that asked for it. */
    SftpPartner server() {
        if (host instanceof SftpPartner simulator) {
            return simulator;
        }
        throw new IllegalStateException("this server has no switches: make the flow by SftpFlow.simulated()");
    }

    String name() {
        return name;
    }

    Topic data() {
        return topic("data");
    }

    Topic audit() {
        return topic("audit");
    }

    Topic malformed() {
        return topic("malformed");
    }

    private Topic topic(String kind) {
        return new Topic(broker.bootstrapServers(), name + "-" + kind);
    }

    Path inbound() {
        return root.resolve("inbound");
    }

    Path archive() {
        return root.resolve("archive");
    }

    void drop(String file, String content) {
        Folders.drop(root.resolve("..").normalize(), inbound(), file, content);
    }

    String json() {
        try {
            return JSON.writeValueAsString(configuration);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Starts the connector on a worker and waits until its tasks run. */
    SftpFlow on(WorkerProcess worker) {
        worker.rest().put(name, json());
        worker.rest().awaitRunning(name, Integer.parseInt(configuration.get("tasks.max")), Duration.ofMinutes(3));
        return this;
    }

    void awaitArchived(String file) {
        awaitArchived(file, Duration.ofMinutes(3));
    }

    void awaitArchived(String file, Duration limit) {
        Eventually.holds(
                file + " is archived", limit, () -> Files.exists(archive().resolve(file)));
    }

    /** The paths of the files for which the worker lists an offset. */
    List<String> offsets(WorkerProcess worker) {
        return StreamSupport.stream(listing(worker).path("offsets").spliterator(), false)
                .map(entry -> entry.path("partition").path("path").asText())
                .toList();
    }

    /** The worker iterates over a set that its own reader changes while tasks write offsets, and then answers 500. */
    JsonNode listing(WorkerProcess worker) {
        for (int repetitions = 0; ; repetitions++) {
            try {
                return worker.rest().offsets(name);
            } catch (ConnectRestException failed) {
                if (failed.status() != 500 || repetitions == LISTINGS) {
                    throw failed;
                }
            }
        }
    }

    /** Rows {@code id,text} with a header, numbered from 0. */
    static String rows(int count) {
        StringBuilder text = new StringBuilder("id,text\n");
        for (int row = 0; row < count; row++) {
            text.append(row).append(",row number ").append(row).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() {
        host.close();
    }
}
