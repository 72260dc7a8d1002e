package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.Answer;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two targets that answer in their own way: a SOAP service of old, and a GraphQL API that says no with 200. */
final class TargetsScenario implements Scenario {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "soap-pw";
    private static final String FAULT = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>\
            <faultcode>soap:Client</faultcode><faultstring>no such customer</faultstring></soap:Fault></soap:Body>\
            </soap:Envelope>""";
    private static final String TAKEN = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body/></soap:Envelope>""";
    private static final Pattern BODY = Pattern.compile("<(\\w+):Body>(.*)</\\1:Body>", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile(
            "<wsse:Username>millrace</wsse:Username><wsse:Password Type=\"[^\"]*#PasswordDigest\">([^<]+)</wsse:Password>"
                    + "<wsse:Nonce[^>]*>([^<]+)</wsse:Nonce><wsu:Created[^>]*>([^<]+)</wsu:Created>");

    private final RestPartner erp;
    private final RestPartner crm;

    TargetsScenario() throws IOException {
        erp = RestPartner.start()
                .answer(
                        request -> request.text().contains("<customer>nobody<"),
                        Answer.status(500).body("text/xml", FAULT))
                .answerAll(Answer.status(200).body("text/xml", TAKEN));
        crm = RestPartner.start()
                .requireAuthorization("Bearer crm-token")
                .answer(
                        request -> request.text().contains("\"Nobody\""),
                        Answer.status(200)
                                .body(
                                        "application/json",
                                        "{\"data\":null,\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"BAD_USER_INPUT\"}}]}"))
                .answerAll(
                        Answer.status(200).body("application/json", "{\"data\":{\"upsertCustomer\":{\"id\":\"1\"}}}"));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("ERP_URL", erp.url(), "ERP_PASSWORD", PASSWORD, "CRM_URL", crm.url(), "CRM_TOKEN", "crm-token");
    }

    @Override
    public List<String> examples() {
        return List.of("rest-soap-orders-sink", "rest-graphql-customers-sink");
    }

    @Override
    public List<String> topics() {
        return List.of("orders-for-erp", "customers");
    }

    @Override
    public void begin(ScenarioStage stage) {
        try (TopicWriter writer = stage.writer()) {
            for (String customer : List.of("A & B", "nobody", "C")) {
                writer.write(
                        "orders-for-erp",
                        "ada",
                        "{\"order_id\":\"4711\",\"customer\":\"" + customer + "\",\"amount\":\"10.00\"}");
            }
            writer.write("customers", "c-1", "{\"name\":\"Ada \\\"L\\\"\"}")
                    .write("customers", "c-2", "{\"name\":\"Nobody\"}")
                    .write("customers", "c-1", "{\"name\":\"Ada\"}");
        }
    }

    @Override
    public void check(ScenarioStage stage) throws Exception {
        ScenarioStage.await(
                "the ERP has three orders",
                () -> ScenarioStage.once(erp.received()).size() == 3);
        ScenarioStage.await(
                "the CRM was asked three times",
                () -> ScenarioStage.once(crm.received()).size() == 3);
        assertThat(ScenarioStage.once(erp.received()))
                .extracting(TargetsScenario::soapBody)
                .containsExactly(order("A &amp; B"), order("nobody"), order("C"));
        for (ReceivedRequest request : erp.received()) {
            assertThat(request.method() + " " + request.path()).isEqualTo("POST /services/orders");
            assertThat(request.header("SOAPAction")).contains("\"urn:erp:orders:CreateOrder\"");
            checkDigest(request.text());
        }
        assertThat(stage.setAside("orders-for-erp-dead-letters", "orders-for-erp", 1)
                        .path("status")
                        .asInt())
                .isEqualTo(500);

        String query = JSON.writeValueAsString(
                "mutation Upsert($id: ID!, $name: String!) { upsertCustomer(id: $id, name: $name) { id } }");
        assertThat(ScenarioStage.once(crm.received()))
                .extracting(request -> JSON.readTree(request.text()))
                .containsExactlyInAnyOrder(
                        JSON.readTree(upsert(query, "c-1", "Ada \\\"L\\\"")),
                        JSON.readTree(upsert(query, "c-2", "Nobody")),
                        JSON.readTree(upsert(query, "c-1", "Ada")));
        assertThat(ScenarioStage.once(crm.received()))
                .filteredOn(request -> request.text().contains("\"c-1\""))
                .extracting(ReceivedRequest::text)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Ada \\\"L\\\""),
                        second -> assertThat(second).contains("\"Ada\""));
        assertThat(stage.setAside("customers-dead-letters", "customers", 1)
                        .path("class")
                        .asText())
                .isEqualTo("rejected");
    }

    private static String upsert(String query, String id, String name) {
        return "{\"query\":" + query + ",\"operationName\":\"Upsert\",\"variables\":{\"id\":\"" + id + "\",\"name\":\""
                + name + "\"}}";
    }

    private static String order(String customer) {
        return "<CreateOrder xmlns=\"urn:erp:orders\"><number>4711</number><customer>" + customer
                + "</customer><amount>10.00</amount></CreateOrder>";
    }

    private static String soapBody(ReceivedRequest request) {
        Matcher body = BODY.matcher(request.text());
        return body.find() ? body.group(2) : request.text();
    }

    /** Base64 of SHA-1 of nonce, time and password (WS-Security UsernameToken Profile 1.1.1, section 3.1). */
    private static void checkDigest(String envelope) throws GeneralSecurityException {
        Matcher token = TOKEN.matcher(envelope);
        assertThat(token.find()).as("a token in %s", envelope).isTrue();
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(Base64.getDecoder().decode(token.group(2)));
        digest.update(token.group(3).getBytes(StandardCharsets.UTF_8));
        digest.update(PASSWORD.getBytes(StandardCharsets.UTF_8));
        assertThat(token.group(1)).isEqualTo(Base64.getEncoder().encodeToString(digest.digest()));
    }

    @Override
    public void close() {
        erp.close();
        crm.close();
    }
}
