package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.registry.WireReader;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records in Avro, written by Apicurio's converter inside a worker and read by something that shares nothing with it. */
class AvroIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FIELDS = """
            id int64, amount decimal(10,2), day date, at timestamp, share float64?, note string?""";

    private static final String ROWS = """
            id,amount,day,at,share,note
            1,12.50,2026-11-22,2026-11-22T10:00:00.123Z,0.5,first
            2,-0.01,1969-12-31,1969-12-31T23:59:59.999Z,,
            """;

    @ParameterizedTest
    @EnumSource(Line.class)
    void carriesTypedRowsOfAFileToTheRequestsOfASink(Line line) throws Exception {
        try (AvroStage stage = new AvroStage(line);
                RestPartner receiver = RestPartner.start();
                SftpFlow flow = new SftpFlow()
                        .audited()
                        .setsAside()
                        .with(Map.of("schema.mode", "declared", "schema.fields", FIELDS))
                        .with(stage.values())) {
            flow.on(stage.worker());
            flow.drop("orders.csv", ROWS + "3,twelve,2026-11-22,2026-11-22T10:00:00Z,,\n");
            flow.awaitArchived("orders.csv");
            stage.play(sink(flow.data().name(), receiver, stage.values()));
            Eventually.holds(
                    "both rows are delivered",
                    AvroStage.LIMIT,
                    () -> receiver.accepted().size() == 2);

            assertThat(stage.read(flow.data()))
                    .containsExactly(
                            row(1, "12.50", "2026-11-22", "2026-11-22T10:00:00.123Z", 0.5, "first"),
                            row(2, "-0.01", "1969-12-31", "1969-12-31T23:59:59.999Z", null, ""));
            assertThat(stage.registry().versions(flow.data().name() + "-value")).hasSize(1);
            assertThat(stage.registry()
                            .schema(WireReader.id(flow.data().read().get(0).value())))
                    .isEqualTo(stage.registry().latest(flow.data().name() + "-value"));
            assertThat(body(receiver, 0).path("amount").decimalValue()).isEqualByComparingTo("12.50");
            assertThat(body(receiver, 0).path("note").asText()).isEqualTo("first");
            assertSideRecords(stage, flow);
        }
    }

    /** Audit events and malformed records are Avro like the rest, each with a schema of its own name. */
    private static void assertSideRecords(AvroStage stage, SftpFlow flow) {
        assertThat(stage.read(flow.malformed())).singleElement().satisfies(malformed -> {
            assertThat(malformed).containsEntry("code", "field-value");
            assertThat(new String((byte[]) malformed.get("raw"), StandardCharsets.UTF_8))
                    .startsWith("3,twelve,");
        });
        Eventually.holds(
                "the file's end is told",
                AvroStage.LIMIT,
                () -> stage.read(flow.audit()).size() >= 3);
        assertThat(stage.read(flow.audit()))
                .extracting(event -> event.get("step"))
                .contains("seen", "completed");
        assertThat(stage.registry().subjects())
                .contains(flow.malformed().name() + "-value", flow.audit().name() + "-value");
        assertThat(stage.registry().latest(flow.audit().name() + "-value"))
                .contains("\"name\":\"AuditEvent\",\"namespace\":\"millrace\"");
    }

    private static Map<String, String> sink(String topic, RestPartner receiver, Map<String, String> converter) {
        Map<String, String> sink = new HashMap<>(converter);
        sink.putAll(Map.of(
                "name", topic + "-sink",
                "connector.class", "dev.millrace.rest.RestSinkConnector",
                "tasks.max", "1",
                "topics", topic,
                "http.url", receiver.url() + "/orders",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", topic + "-dead",
                "errors.deadletterqueue.topic.replication.factor", "1"));
        return sink;
    }

    private static JsonNode body(RestPartner receiver, int number) throws IOException {
        return JSON.readTree(receiver.accepted().get(number).text());
    }

    private static Map<String, @Nullable Object> row(
            long id, String amount, String day, String at, @Nullable Double share, String note) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("amount", new BigDecimal(amount));
        row.put("day", LocalDate.parse(day));
        row.put("at", Instant.parse(at));
        row.put("share", share);
        row.put("note", note);
        return row;
    }
}
