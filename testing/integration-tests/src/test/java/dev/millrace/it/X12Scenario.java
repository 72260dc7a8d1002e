package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Purchase orders of a trading partner to an order API, and the acknowledgement back to the partner. */
final class X12Scenario implements Scenario {

    /** The second order says that it has seven segments. */
    private static final String INTERCHANGE = """
            ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *261122*0700*U*00401*000000042*0*P*>~
            GS*PO*ACME*US*20261122*0700*42*X*004010~
            ST*850*0001~
            BEG*00*SA*PO-1**20261122~
            PO1*1*12*EA*9.95**UP*012345678905~
            PO1*2*3*CA*40**UP*012345678912~
            CTT*2~
            SE*6*0001~
            ST*850*0002~
            BEG*00*SA*PO-2**20261122~
            PO1*1*1*EA*1**UP*012345678905~
            CTT*1~
            SE*7*0002~
            ST*850*0003~
            BEG*00*SA*PO-3**20261122~
            PO1*1*5*EA*2.5**UP*012345678929~
            CTT*1~
            SE*5*0003~
            GE*3*42~
            IEA*1*000000042~
            """;

    private static final String ACKNOWLEDGEMENT = """
            ISA*00*          *00*          *ZZ*US             *ZZ*ACME           *261122*0700*U*00401*000004201*0*P*>~
            GS*FA*US*ACME*20261122*0700*4201*X*004010~
            ST*997*0001~
            AK1*PO*42~
            AK2*850*0001~
            AK5*A~
            AK2*850*0002~
            AK5*R*4~
            AK2*850*0003~
            AK5*A~
            AK9*P*3*3*2~
            SE*10*0001~
            GE*1*4201~
            IEA*1*000004201~
            """.replace("\n", "");

    private final RestPartner orders;
    private final RestPartner partner;

    X12Scenario() throws IOException {
        orders = RestPartner.start().requireAuthorization("Bearer order-token");
        partner = RestPartner.start();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "ORDER_API_URL",
                orders.url(),
                "ORDER_API_TOKEN",
                "order-token",
                "PARTNER_API_URL",
                partner.url(),
                "PARTNER_API_KEY",
                "partner-key");
    }

    @Override
    public List<String> examples() {
        return List.of("scenario-x12-orders-source", "scenario-x12-orders-sink", "scenario-x12-acknowledgements-sink");
    }

    @Override
    public void begin(ScenarioStage stage) {
        Folders.drop(stage.folder("x12/inbound"), "orders.edi", INTERCHANGE);
    }

    @Override
    public void check(ScenarioStage stage) throws IOException {
        ScenarioStage.await("two orders are in the API", () -> orders.uniqueCount() == 2);
        assertThat(ScenarioStage.once(orders.received()))
                .extracting(request -> ScenarioStage.json(request.text()))
                .containsExactlyInAnyOrder(
                        ScenarioStage.json(
                                "{\"number\":\"PO-1\",\"date\":\"20261122\",\"buyer\":\"ACME\",\"lines\":["
                                        + "{\"line\":\"1\",\"quantity\":12,\"unit\":\"EA\",\"price\":9.95,\"article\":\"012345678905\"},"
                                        + "{\"line\":\"2\",\"quantity\":3,\"unit\":\"CA\",\"price\":40,\"article\":\"012345678912\"}]}"),
                        ScenarioStage.json(
                                "{\"number\":\"PO-3\",\"date\":\"20261122\",\"buyer\":\"ACME\",\"lines\":["
                                        + "{\"line\":\"1\",\"quantity\":5,\"unit\":\"EA\",\"price\":2.5,\"article\":\"012345678929\"}]}"));
        assertThat(ScenarioStage.once(orders.received()))
                .extracting(request -> request.idempotencyKey().orElse(""))
                .containsExactlyInAnyOrder("\"ACME-PO-1\"", "\"ACME-PO-3\"");

        ConsumerRecord<byte[], byte[]> malformed =
                stage.records("x12-orders-malformed", 1).get(0);
        assertThat(ScenarioStage.coordinates(malformed)).isEqualTo("se-segment-count /x12/inbound/orders.edi 1 9");
        JsonNode notice = ScenarioStage.json(
                ScenarioStage.json(ScenarioStage.text(malformed.value())).asText());
        assertThat(notice.path("raw").binaryValue())
                .asString()
                .startsWith("ST*850*0002~")
                .contains("*PO-2*");

        Path outbound = stage.folder("x12/outbound");
        ScenarioStage.await(
                "the 997 is in the partner's folder", () -> !finished(outbound).isEmpty());
        assertThat(finished(outbound))
                .singleElement()
                .satisfies(name -> assertThat(outbound.resolve(name)).hasContent(ACKNOWLEDGEMENT));
        ScenarioStage.await("the 997 is at the partner's API", () -> partner.uniqueCount() == 1);
        ReceivedRequest answered = partner.received().get(0);
        assertThat(answered.text()).isEqualTo(ACKNOWLEDGEMENT);
        assertThat(answered.method() + " " + answered.path())
                .isEqualTo("PUT /acknowledgements/997-ACME-000000042-42.edi");
        assertThat(answered.header("Content-Type")).contains("application/edi-x12");
        assertThat(answered.header("X-Api-Key")).contains("partner-key");
    }

    /** The names of answers that are complete. */
    private static List<String> finished(Path folder) {
        return Folders.names(folder).stream()
                .filter(name -> name.endsWith("-997-ACME-000000042-42.edi"))
                .toList();
    }

    @Override
    public void close() {
        orders.close();
        partner.close();
    }
}
