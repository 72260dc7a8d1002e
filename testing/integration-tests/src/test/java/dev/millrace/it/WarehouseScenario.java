package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts of a warehouse, a file an hour, to the API of an ERP. */
final class WarehouseScenario implements Scenario {

    private static final String COUNTS = """
            sku,location,quantity,counted_at
            A-1,BER,10,22.11.2026 08:00
            B-2,BER,5,22.11.2026 08:01
            A-1,BER,9,22.11.2026 09:30
            C-3,HAM,many,22.11.2026 09:31
            "D"-4,HAM,1,22.11.2026 09:32
            X-9,HAM,1,22.11.2026 09:33
            """;

    private final RestPartner erp;

    WarehouseScenario() throws IOException {
        erp = RestPartner.start()
                .requireAuthorization("Basic "
                        + Base64.getEncoder().encodeToString("millrace:stock-pw".getBytes(StandardCharsets.UTF_8)))
                .answer(request -> request.path().endsWith("/X-9"), Answer.status(422));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("ERP_API_URL", erp.url() + "/v2", "ERP_API_PASSWORD", "stock-pw");
    }

    @Override
    public List<String> examples() {
        return List.of("scenario-warehouse-csv-source", "scenario-warehouse-erp-sink");
    }

    @Override
    public void begin(ScenarioStage stage) {
        Folders.drop(stage.folder("warehouse/inbound"), "counts.csv", COUNTS);
    }

    @Override
    public void check(ScenarioStage stage) {
        JsonNode unknown = stage.setAside("warehouse-stock-dead-letters", "warehouse-stock", xOffset(stage));
        assertThat(unknown.path("status").asInt()).isEqualTo(422);
        ScenarioStage.await("the counts are in the ERP", () -> erp.uniqueCount() == 3);
        assertThat(of("A-1"))
                .extracting(ReceivedRequest::method, ReceivedRequest::path, ReceivedRequest::text)
                .containsExactly(
                        tuple(
                                "PUT",
                                "/v2/locations/BER/stock/A-1",
                                "{\"quantity\":10,\"countedAt\":\"2026-11-22T08:00:00+01:00\"}"),
                        tuple(
                                "PUT",
                                "/v2/locations/BER/stock/A-1",
                                "{\"quantity\":9,\"countedAt\":\"2026-11-22T09:30:00+01:00\"}"));
        assertThat(of("B-2"))
                .singleElement()
                .extracting(ReceivedRequest::text)
                .isEqualTo("{\"quantity\":5,\"countedAt\":\"2026-11-22T08:01:00+01:00\"}");
        assertThat(ScenarioStage.once(erp.received()))
                .hasSize(4)
                .allSatisfy(
                        request -> assertThat(request.header("Content-Type")).contains("application/json"));

        ConsumerRecord<byte[], byte[]> rejected =
                stage.records("warehouse-stock-rejected", 1).get(0);
        assertThat(ScenarioStage.text(rejected.value())).contains("many");
        assertThat(ScenarioStage.header(rejected, "millrace.error.path")).isEqualTo("quantity");
        assertThat(ScenarioStage.header(rejected, "millrace.error.code")).isEqualTo("not-a-number");
        ConsumerRecord<byte[], byte[]> malformed =
                stage.records("warehouse-stock-malformed", 1).get(0);
        assertThat(ScenarioStage.coordinates(malformed))
                .isEqualTo("text-after-closing-quote /warehouse/inbound/counts.csv 4 6");
        ScenarioStage.await("the file is archived", () -> Files.exists(stage.folder("warehouse/archive/counts.csv")));
    }

    private List<ReceivedRequest> of(String article) {
        return ScenarioStage.once(erp.accepted()).stream()
                .filter(request -> request.path().endsWith("/" + article))
                .toList();
    }

    private static long xOffset(ScenarioStage stage) {
        return stage.records("warehouse-stock", 4).stream()
                .filter(record -> ScenarioStage.text(record.key()).equals("X-9"))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    @Override
    public void close() {
        erp.close();
    }
}
