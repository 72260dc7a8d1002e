package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.SftpPartner;
import dev.millrace.quickstart.BrokerProcess;
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
import java.util.stream.StreamSupport;

/** An SFTP server with an inbound folder and an archive, and the connector that reads it. */
final class SftpFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LISTINGS = 20;

    private final BrokerProcess broker;
    private final SftpPartner server;
    private final String name = Platform.name("sftp");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    /** A server of its own and a configuration that reads CSV into a topic of its own. */
    SftpFlow() {
        this(Platform.broker());
    }

    SftpFlow(BrokerProcess broker) {
        this.broker = broker;
        try {
            Path root = Platform.folder();
            Files.createDirectories(root.resolve("inbound"));
            Files.createDirectories(root.resolve("archive"));
            server = SftpPartner.start(root);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        configuration.putAll(Map.of(
                "name", name,
                "connector.class", "dev.millrace.sftp.SftpSourceConnector",
                "tasks.max", "1",
                "topic", name + "-data",
                "sftp.host", server.host(),
                "sftp.port", String.valueOf(server.port()),
                "sftp.username", server.username(),
                "sftp.password", server.password(),
                "sftp.host.key.fingerprints", server.hostKeyFingerprint()));
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

    SftpPartner server() {
        return server;
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
        return server.root().resolve("inbound");
    }

    Path archive() {
        return server.root().resolve("archive");
    }

    void drop(String file, String content) {
        Folders.drop(inbound(), file, content);
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
        worker.rest().awaitRunning(name, Integer.parseInt(configuration.get("tasks.max")), Duration.ofSeconds(60));
        return this;
    }

    void awaitArchived(String file) {
        awaitArchived(file, Duration.ofSeconds(60));
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
    private JsonNode listing(WorkerProcess worker) {
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
        server.close();
    }
}
