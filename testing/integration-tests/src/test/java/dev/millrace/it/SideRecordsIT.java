package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Records that are not data, through each converter that a worker ships. */
class SideRecordsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RAW = "2,\"open\"tail";
    private static final String FILE = "id,text\n1,a\n" + RAW + "\n3,c\n";

    @Test
    void writesStructsThroughTheJsonConverterWithoutSchemas() throws Exception {
        try (SftpFlow flow = flow(Map.of())) {
            JsonNode event = JSON.readTree(text(event(flow, "completed")));
            JsonNode malformed = JSON.readTree(text(malformed(flow)));

            assertThat(event.path("step").asText()).isEqualTo("completed");
            assertThat(event.path("records").asInt()).isEqualTo(2);
            assertThat(event.path("malformed").asInt()).isEqualTo(1);
            assertThat(malformed.path("raw").binaryValue())
                    .asString(StandardCharsets.UTF_8)
                    .startsWith(RAW);
        }
    }

    @Test
    void writesStructsThroughTheJsonConverterWithSchemas() throws Exception {
        try (SftpFlow flow = flow(Map.of("value.converter.schemas.enable", "true"))) {
            JsonNode event = JSON.readTree(text(event(flow, "completed")));

            assertThat(event.path("schema").path("name").asText()).isEqualTo("millrace.AuditEvent");
            assertThat(event.path("payload").path("step").asText()).isEqualTo("completed");
        }
    }

    @Test
    void writesJsonTextThroughTheStringConverter() throws Exception {
        try (SftpFlow flow = flow(Map.of("value.converter", "org.apache.kafka.connect.storage.StringConverter"))) {
            JsonNode event = JSON.readTree(text(event(flow, "completed")));
            JsonNode malformed = JSON.readTree(text(malformed(flow)));

            assertThat(event.path("step").asText()).isEqualTo("completed");
            assertThat(new String(
                            Base64.getDecoder().decode(malformed.path("raw").asText()), StandardCharsets.UTF_8))
                    .startsWith(RAW);
        }
    }

    @Test
    void writesRawBytesThroughTheByteArrayConverter() throws Exception {
        try (SftpFlow flow = flow(Map.of(
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "format", "whole-file",
                "whole-file.max.bytes", "10"))) {

            assertThat(text(malformed(flow))).startsWith("id,text\n1,");
            assertThat(JSON.readTree(text(events(flow).get(0))).path("step").asText())
                    .isEqualTo("seen");
        }
    }

    @Test
    void namesTheCoordinatesOfAMalformedRecordInItsHeaders() {
        try (SftpFlow flow = flow(Map.of())) {
            ConsumerRecord<byte[], byte[]> malformed = malformed(flow);

            assertThat(header(malformed, "millrace.kind")).isEqualTo("malformed");
            assertThat(header(malformed, "millrace.code")).isEqualTo("text-after-closing-quote");
            assertThat(header(malformed, "millrace.source")).endsWith("/inbound/orders.csv");
            assertThat(header(malformed, "millrace.offset")).isEqualTo("12");
            assertThat(header(malformed, "millrace.line")).isEqualTo("3");
            assertThat(header(malformed, "millrace.record")).isEqualTo("1");
        }
    }

    /** Runs the file through a connector to its end. */
    private static SftpFlow flow(Map<String, String> options) {
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        SftpFlow flow = new SftpFlow().audited().setsAside().with(options).on(worker);
        flow.drop("orders.csv", FILE);
        Eventually.holds(
                "the file ended",
                () -> flow.audit().size() >= 3 && flow.malformed().size() >= 1);
        worker.rest().delete(flow.name());
        return flow;
    }

    private static List<ConsumerRecord<byte[], byte[]>> events(SftpFlow flow) {
        List<ConsumerRecord<byte[], byte[]>> events = flow.audit().read();
        assertThat(events)
                .allSatisfy(event -> assertThat(header(event, "millrace.kind")).isEqualTo("audit"));
        return events;
    }

    /** The event of a step, in whatever form. */
    private static ConsumerRecord<byte[], byte[]> event(SftpFlow flow, String step) {
        return events(flow).stream()
                .filter(event -> text(event).contains("\"step\":\"" + step + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> malformed(SftpFlow flow) {
        return flow.malformed().read().get(0);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
