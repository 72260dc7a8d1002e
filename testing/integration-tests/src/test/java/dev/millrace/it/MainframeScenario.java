package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.tcp.Ebcdic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A file of a core system in EBCDIC, whose personal data neither the topic nor the API may see. */
final class MainframeScenario implements Scenario {

    private static final String KEYS = """
            {"keys": [{"id": "k1", "use": ["encrypt", "hmac"], "key": "8f7G3kQvZb0m1n2o3p4q5r6s7t8u9v0w1x2y3z4A5B4="}]}\
            """;

    private final RestPartner api;

    MainframeScenario() throws IOException {
        api = RestPartner.start().requireAuthorization("Bearer customer-token");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("CORE_PROTECT_KEYS", KEYS, "CUSTOMER_API_URL", api.url(), "CUSTOMER_API_TOKEN", "customer-token");
    }

    @Override
    public List<String> examples() {
        return List.of("scenario-mainframe-customers-source", "scenario-mainframe-customers-sink");
    }

    @Override
    public void begin(ScenarioStage stage) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(described(customer("000001", "Ada Lovelace", "078-05-1120", "4111111111111111")
                .packed(new BigDecimal("7.25"), 9, 2)));
        file.writeBytes(described(
                customer("000002", "Bob", "078-05-1121", "5500000000000004").hex("C1C1C1C1C1")));
        file.writeBytes(described(
                customer("000003", "Eve", "078-05-1122", "340000000000009").packed(new BigDecimal("-0.01"), 9, 2)));
        Path uploading = stage.folder("core/customers.part");
        Files.write(uploading, file.toByteArray());
        Files.move(uploading, stage.folder("core/inbound/customers.bin"));
    }

    private static Ebcdic customer(String id, String name, String ssn, String card) {
        return Ebcdic.record().text(id, 6).text(name, 12).text(ssn, 11).text(card, 16);
    }

    /** Behind its record descriptor word. */
    private static byte[] described(Ebcdic customer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, (byte) (customer.bytes().length + 4), 0, 0});
        bytes.writeBytes(customer.bytes());
        return bytes.toByteArray();
    }

    @Override
    public void check(ScenarioStage stage) {
        ScenarioStage.await("two customers are in the API", () -> api.uniqueCount() == 2);
        assertThat(ScenarioStage.once(api.received()))
                .extracting(
                        ReceivedRequest::method, ReceivedRequest::path, request -> ScenarioStage.json(request.text()))
                .containsExactlyInAnyOrder(
                        tuple("PUT", "/customers/000001", ScenarioStage.json("""
                                {"customer_id":"000001","full_name":"A***********","card":"************1111","balance":7.25,
                                 "ssn":"eb5ec0445299ca535a9b88d317d2ac8a29615932fe7b0f769bc19791fc6bae5a"}""")),
                        tuple("PUT", "/customers/000003", ScenarioStage.json("""
                                {"customer_id":"000003","full_name":"E**","card":"***********0009","balance":-0.01,
                                 "ssn":"6758d867b7382d10c139a9a2b30270499193f9e56cb3d533fd398a162c02e86e"}""")));
        ConsumerRecord<byte[], byte[]> malformed =
                stage.records("mainframe-customers-malformed", 1).get(0);
        assertThat(ScenarioStage.coordinates(malformed)).isEqualTo("field-value /core/inbound/customers.bin 1 1");
        for (String secret : List.of("078-05", "411111", "Lovelace", "3400000")) {
            assertThat(WireBytes.topicsWith(stage.bootstrapServers(), secret)).isEmpty();
            assertThat(api.received()).extracting(ReceivedRequest::text).noneMatch(text -> text.contains(secret));
        }
        ScenarioStage.await("the file is archived", () -> Files.exists(stage.folder("core/archive/customers.bin")));
    }

    @Override
    public void close() {
        api.close();
    }
}
