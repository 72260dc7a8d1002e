package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.registry.RegistryClient;
import dev.millrace.partner.registry.RegistryServer;
import dev.millrace.partner.registry.WireReader;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A worker with Apicurio's converter for Avro, the registry that it registers schemas with, where each must be readable by
 * those that read its successor, and a reader that shares nothing with the converter.
 */
final class AvroStage implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryServer registry;
    private final WireReader reader;
    private final WorkerProcess worker;

    AvroStage(Line line) throws IOException {
        this(line, Map.of());
    }

    /** @param environment variables that examples refer to */
    AvroStage(Line line, Map<String, String> environment) throws IOException {
        registry = RegistryServer.shared(Path.of(System.getProperty("millrace.registry")));
        registry.client().compatibility("BACKWARD");
        reader = new WireReader(registry.client());
        worker = WorkerProcess.start(settings(line)
                .withEnvironment(environment)
                .withEnvironment(Map.of("REGISTRY_URL", registry.api().toString())));
    }

    private static WorkerSettings settings(Line line) {
        WorkerSettings settings = Platform.settings(line, Guarantee.AT_LEAST_ONCE, Platform.broker());
        List<Path> plugins = new ArrayList<>(settings.pluginPath());
        plugins.add(AvroPlugins.entry());
        return new WorkerSettings(
                settings.home(),
                settings.folder(),
                settings.bootstrapServers(),
                plugins,
                settings.groupId(),
                settings.port(),
                settings.heap(),
                settings.jvmOptions(),
                settings.environment(),
                settings.properties());
    }

    WorkerProcess worker() {
        return worker;
    }

    RegistryClient registry() {
        return registry.client();
    }

    /** The five settings for a connector's values. */
    Map<String, String> values() {
        return AvroPlugins.settings("value.converter", registry.api().toString());
    }

    /** The same for its keys as well. */
    Map<String, String> keysAndValues() {
        Map<String, String> both = new HashMap<>(values());
        both.putAll(AvroPlugins.settings("key.converter", registry.api().toString()));
        return both;
    }

    /** Starts a connector and waits until its one task runs. */
    void play(Map<String, String> configuration) {
        String name = Objects.requireNonNull(configuration.get("name"));
        try {
            worker.rest().put(name, JSON.writeValueAsString(configuration));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        worker.rest().awaitRunning(name, 1, LIMIT);
    }

    /** The values of a topic as the independent reader sees them. */
    List<Map<String, @Nullable Object>> read(Topic topic) {
        return topic.read().stream()
                .filter(record -> record.value() != null)
                .map(ConsumerRecord::value)
                .map(reader::record)
                .toList();
    }

    /** What one message is to the independent reader. */
    @Nullable
    Object read(byte[] message) {
        return reader.read(message);
    }

    @Override
    public void close() {
        worker.close();
    }
}
