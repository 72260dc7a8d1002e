package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher against the real broker and worker that it starts. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TICKER = TickerSourceConnector.class.getName();

    private final int figures = FreePorts.next();
    private final Path folder;
    private final BrokerProcess broker;
    private final WorkerProcess worker;

    LauncherIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        KafkaHome home = KafkaHome.of(Path.of("target", "kafka"));
        installTicker(folder.resolve("plugins/ticker"));
        broker = BrokerProcess.start(home, folder.resolve("broker"));
        worker = WorkerProcess.start(
                WorkerSettings.of(home, folder.resolve("worker"), broker.bootstrapServers(), folder.resolve("plugins"))
                        .withFigures(figures)
                        .withEnvironment(Map.of("TICKER_TOPIC", "ticks-by-environment")));
    }

    @AfterAll
    void endBoth() {
        worker.close();
        broker.close();
    }

    @Test
    void findsThePluginsOfItsPath() {
        JsonNode plugins = worker.rest().plugins();

        assertThat(plugins).anySatisfy(plugin -> {
            assertThat(plugin.path("class").asText()).isEqualTo(TICKER);
            assertThat(plugin.path("version").asText()).isEqualTo("1.2.3");
        });
    }

    @Test
    void resolvesTheEnvironmentInAConfiguration() {
        worker.rest().put("by-environment", ticker("${env:TICKER_TOPIC}", ""));

        worker.rest().awaitRunning("by-environment", 1, LIMIT);
        awaitRecords("ticks-by-environment", 1);
        worker.rest().delete("by-environment");
    }

    @Test
    void bringsAKilledWorkerAndAKilledBrokerBackWithWhatTheyKnew() {
        worker.rest().put("survivor", ticker("ticks", ""));
        worker.rest().awaitRunning("survivor", 1, LIMIT);
        awaitRecords("ticks", 10);

        worker.kill();
        broker.kill();
        broker.restart();
        long before = records("ticks");
        worker.restart();

        worker.rest().awaitRunning("survivor", 1, LIMIT);
        awaitRecords("ticks", before + 10);
        worker.rest().delete("survivor");
    }

    @Test
    void showsAFlowOnTheConsole() throws IOException, InterruptedException {
        worker.rest().put("shown", ticker("ticks-shown", ""));
        worker.rest().awaitRunning("shown", 1, LIMIT);
        HttpClient client = HttpClient.newHttpClient();

        ConsoleProcess console = ConsoleProcess.launch(
                Path.of("..", "ops", "target", "millrace.jar"),
                folder.resolve("console"),
                FreePorts.next(),
                worker.rest().base(),
                broker.bootstrapServers(),
                WorkerSettings.figures(figures),
                Path.of("..", "..", "config-examples", "integrations"));
        try (console) {
            console.awaitReady();
            HttpRequest page = HttpRequest.newBuilder(console.address().resolve("/flows/shown"))
                    .build();
            assertThat(Patience.until(LIMIT, () -> answer(client, page).contains("ticks-shown")))
                    .as("the page of the flow names its topic")
                    .isTrue();
            assertThat(answer(client, page)).doesNotContain("127.0.0.1:" + figures);
        }
        worker.rest().delete("shown");
    }

    private static String answer(HttpClient client, HttpRequest page) {
        try {
            return client.send(page, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void tellsWhyATaskFailed() {
        worker.rest().put("refused", ticker("ticks", "the moon is wrong"));

        assertThatThrownBy(() -> worker.rest().awaitRunning("refused", 1, LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refused failed")
                .hasMessageContaining("the moon is wrong");
        worker.rest().delete("refused");
    }

    @Test
    void passesOnWhatTheWorkerSaysToAWrongConfiguration() {
        String withoutTopic = "{\"connector.class\": \"" + TICKER + "\"}";

        assertThatThrownBy(() -> worker.rest().put("wrong", withoutTopic))
                .isInstanceOfSatisfying(
                        ConnectRestException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(400))
                .hasMessageContaining("topic");
        assertThat(worker.rest()
                        .validate(TICKER, withoutTopic)
                        .path("error_count")
                        .asInt())
                .isPositive();
    }

    private static String ticker(String topic, String refusal) {
        return """
                {"connector.class": "%s", "topic": "%s", "refusal": "%s", "topic.creation.default.partitions": "1",
                 "topic.creation.default.replication.factor": "1"}""".formatted(TICKER, topic, refusal);
    }

    private long records(String topic) {
        try (TopicCounts topics = new TopicCounts(broker.bootstrapServers())) {
            return topics.of(topic);
        }
    }

    private void awaitRecords(String topic, long atLeast) {
        assertThat(Patience.until(LIMIT, () -> records(topic) >= atLeast))
                .as("%d records in %s", atLeast, topic)
                .isTrue();
    }

    /** As a user would: a folder of its own with classes and the service file, below the plugin path. */
    private static void installTicker(Path plugin) throws IOException {
        for (Class<?> part : List.of(TickerSourceConnector.class, TickerSourceTask.class)) {
            String file = part.getName().replace('.', '/') + ".class";
            Path target = plugin.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(Path.of("target", "test-classes").resolve(file), target);
        }
        Path services = Files.createDirectories(plugin.resolve("META-INF/services"));
        Files.writeString(services.resolve(SourceConnector.class.getName()), TICKER);
    }
}
