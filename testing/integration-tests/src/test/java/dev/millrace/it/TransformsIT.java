package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the framework does with the transforms, in workers of both lines. */
class TransformsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String PARSE = "dev.millrace.transforms.ParseJson$Value";

    @ParameterizedTest
    @EnumSource(Line.class)
    void areFoundWithTheirVersions(Line line) {
        JsonNode plugins = worker(line).rest().plugins();

        for (String type : List.of(
                PARSE,
                "dev.millrace.transforms.MapFields$Key",
                "dev.millrace.transforms.ProtectFields$Value",
                "dev.millrace.transforms.AddAuditHeaders",
                "dev.millrace.transforms.predicates.FieldMatches",
                "dev.millrace.transforms.predicates.IsSideRecord")) {
            assertThat(StreamSupport.stream(plugins.spliterator(), false)
                            .filter(plugin -> plugin.path("class").asText().equals(type)))
                    .as(type)
                    .singleElement()
                    .satisfies(plugin -> {
                        assertThat(plugin.path("type").asText())
                                .isEqualTo(type.contains("predicates") ? "predicate" : "transformation");
                        assertThat(plugin.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void showWhatIsWrongOnTheKeyWhenTheyAreValidated(Line line) {
        try (SftpFlow flow = new SftpFlow()) {
            parsing(flow, Map.of("on.error", "route", "path", "a..b"));

            assertThat(errors(line, flow))
                    .as("one key by itself, one beside others")
                    .containsOnlyKeys("transforms.parse.path", "transforms.parse.quarantine.topic")
                    .hasEntrySatisfying(
                            "transforms.parse.quarantine.topic",
                            error -> assertThat(error).contains("must be given with on.error=route"));

            parsing(flow, Map.of("path", "text", "quarantine.topic", flow.name() + "-aside"));
            assertThat(errors(line, flow)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void routeWhatFailsInASourceAndTellTheirTask(Line line) {
        WorkerProcess worker = worker(line);
        try (SftpFlow flow = new SftpFlow()) {
            Topic aside = new Topic(Platform.broker().bootstrapServers(), flow.name() + "-aside");
            parsing(flow, Map.of("path", "text", "on.error", "route", "quarantine.topic", aside.name()));
            flow.with(Map.of(
                    "csv.quote", "'",
                    "transforms.parse.schema", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}",
                    "transforms", "parse,audit",
                    "transforms.audit.type", "dev.millrace.transforms.AddAuditHeaders",
                    "transforms.audit.integration", "orders"));
            flow.on(worker);

            flow.drop("orders.csv", "id,text\n1,'{\"a\":4711}'\n2,{no json at all 4712\n3,'{\"a\":4713}'\n");

            Eventually.holds(
                    "two records and one aside", LIMIT, () -> flow.data().size() == 2 && aside.size() == 1);
            flow.awaitArchived("orders.csv");
            assertThat(flow.data().values())
                    .map(TransformsIT::json)
                    .map(value -> value.path("text").path("a").asInt())
                    .containsExactly(4711, 4713);
            ConsumerRecord<byte[], byte[]> record = aside.read().get(0);
            assertThat(json(text(record.value())).path("text").asText()).isEqualTo("{no json at all 4712");
            assertThat(headers(record))
                    .containsEntry("millrace.kind", "rejected")
                    .containsEntry("millrace.error.transform", "ParseJson")
                    .containsEntry("millrace.error.topic", flow.name() + "-data")
                    .containsKeys("millrace.error.rule", "millrace.error.path", "millrace.error.code")
                    .as("a record that is no data is not audited")
                    .doesNotContainKey("audit.integration");
            assertThat(headers(flow.data().read().get(0)))
                    .containsEntry("audit.integration", "orders")
                    .containsEntry("audit.connector", flow.name())
                    .containsEntry("audit.task", "0");
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void stopASinkThatShouldRouteThoughItToleratesAllErrors(Line line) throws Exception {
        WorkerProcess worker = worker(line);
        try (RestFlow flow = new RestFlow(1)) {
            flow.with(Map.of(
                    "transforms", "parse",
                    "transforms.parse.type", PARSE,
                    "transforms.parse.on.error", "route",
                    "transforms.parse.quarantine.topic", "aside"));
            flow.on(worker);

            flow.produce(1, 1);

            Eventually.holds(
                    "the task has failed",
                    LIMIT,
                    () -> state(worker, flow).path("state").asText().equals("FAILED"));
            assertThat(state(worker, flow).path("trace").asText())
                    .contains("[misconfigured] on.error routes records to aside")
                    .doesNotContain("k0:0");
            assertThat(flow.receiver().accepted()).isEmpty();
            assertThat(flow.deadLetters().size()).isZero();
            assertThat(flow.progress().lag()).isEqualTo(1);
            flow.remove(worker);
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void handARecordThatFailsInASinkToItsDeadLetterQueueWithALineOfJson(Line line) throws Exception {
        WorkerProcess worker = worker(line);
        try (RestFlow flow = new RestFlow(1)) {
            flow.with(Map.of("transforms", "parse", "transforms.parse.type", PARSE));
            flow.on(worker);

            flow.produce(1, 1);

            Eventually.holds(
                    "the record is set aside", LIMIT, () -> flow.deadLetters().size() == 1);
            Map<String, String> headers = headers(flow.deadLetters().read().get(0));
            JsonNode told = json(headers.getOrDefault("__connect.errors.exception.message", ""));
            assertThat(told.path("transform").asText()).isEqualTo("ParseJson");
            assertThat(told.path("code").asText()).isNotBlank().isNotEqualTo("defect");
            assertThat(told.has("rule")).isTrue();
            assertThat(told.has("path")).isTrue();
            assertThat(headers.get("__connect.errors.exception.stacktrace")).doesNotContain("k0:0");
            assertThat(headers).containsEntry("__connect.errors.stage", "TRANSFORMATION");
            flow.remove(worker);
        }
    }

    private static WorkerProcess worker(Line line) {
        return Platform.worker(line, Guarantee.AT_LEAST_ONCE);
    }

    private static void parsing(SftpFlow flow, Map<String, String> options) {
        flow.with(Map.of("transforms", "parse", "transforms.parse.type", PARSE));
        options.forEach((key, value) -> flow.with(Map.of("transforms.parse." + key, value)));
    }

    private static Map<String, String> errors(Line line, SftpFlow flow) {
        Map<String, String> errors = new TreeMap<>();
        worker(line)
                .rest()
                .validate("dev.millrace.sftp.SftpSourceConnector", flow.json())
                .path("configs")
                .forEach(config -> config.path("value")
                        .path("errors")
                        .forEach(error ->
                                errors.put(config.path("value").path("name").asText(), error.asText())));
        return errors;
    }

    private static JsonNode state(WorkerProcess worker, RestFlow flow) {
        return worker.rest().status(flow.name()).path("tasks").path(0);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : text(header.value()));
        }
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError("no JSON", wrong);
        }
    }
}
