package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.partner.GoogleMessage;
import dev.millrace.partner.GooglePartner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;

/** Rows into a table of BigQuery and events into a topic of Pub/Sub, by their REST APIs, as a service account. */
final class GoogleScenario implements Scenario {

    private static final String ACCOUNT = "millrace@shop-42.iam.gserviceaccount.com";
    private static final String TABLE = "projects/shop-42/datasets/shop/tables/sales";
    private static final String TOPIC = "projects/shop-42/topics/shop-events";
    private static final int BAD = 7;

    private final GooglePartner google;
    private final KeyPair key;

    GoogleScenario() throws IOException, GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        key = keys.generateKeyPair();
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "INTEGER");
        columns.put("customer", "STRING");
        columns.put("total", "NUMERIC");
        columns.put("sold_at", "TIMESTAMP");
        google = GooglePartner.start()
                .account(ACCOUNT, key.getPublic(), "key-1", GooglePartner.INSERT, GooglePartner.PUBSUB)
                .table(TABLE, columns)
                .topic(TOPIC);
    }

    @Override
    public Map<String, String> environment() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Map.of(
                "BIGQUERY_URL",
                google.url(),
                "PUBSUB_URL",
                google.url(),
                "GOOGLE_PROJECT",
                "shop-42",
                "GOOGLE_TOKEN_URL",
                google.tokenUrl(),
                "GOOGLE_ACCOUNT",
                ACCOUNT,
                "GOOGLE_PRIVATE_KEY",
                pem,
                "GOOGLE_PRIVATE_KEY_ID",
                "key-1");
    }

    @Override
    public List<String> examples() {
        return List.of("scenario-bigquery-rows-sink", "scenario-pubsub-events-sink");
    }

    @Override
    public List<String> topics() {
        return List.of("sales", "shop-events");
    }

    @Override
    public void begin(ScenarioStage stage) {
        google.failRowsOnce("backendError");
        try (TopicWriter writer = stage.writer()) {
            for (int id = 0; id < 20; id++) {
                writer.write("sales", "s-" + id, sale(id, id == BAD ? "\"a lot\"" : "\"" + id + ".50\""));
                writer.write(
                        "shop-events",
                        "c-" + id % 2,
                        "{" + (id == BAD ? "" : "\"type\":\"sold\",") + "\"id\":" + id + "}");
            }
        }
    }

    private static String sale(int id, String total) {
        return "{\"id\":" + id + ",\"customer\":\"c \\\"" + id % 2 + "\\\"\",\"total\":" + total
                + ",\"sold_at\":\"2026-11-22T08:00:00Z\"}";
    }

    @Override
    public void check(ScenarioStage stage) {
        ScenarioStage.await("the table has its rows", () -> google.rows(TABLE).size() == 19);
        assertThat(google.rows(TABLE))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20)
                        .filter(id -> id != BAD)
                        .mapToObj(id -> "id=" + id + ", customer=c \"" + id % 2 + "\", total=" + id
                                + ".50, sold_at=2026-11-22T08:00:00Z")
                        .toList());
        assertThat(stage.setAside("sales-dead-letters", "sales", BAD)
                        .path("code")
                        .asText())
                .isEqualTo("item-refused");

        ScenarioStage.await("the topic has its messages", () -> messages().size() == 19);
        for (String customer : List.of("c-0", "c-1")) {
            List<Tuple> expected = new ArrayList<>();
            for (int id = customer.equals("c-0") ? 0 : 1; id < 20; id += 2) {
                if (id != BAD) {
                    expected.add(tuple(
                            ScenarioStage.json("{\"type\":\"sold\",\"id\":" + id + "}"),
                            Map.of("type", "sold", "source", "shop-events-0-" + id)));
                }
            }
            assertThat(messages())
                    .filteredOn(message -> message.orderingKey().equals(customer))
                    .extracting(message -> ScenarioStage.json(message.data()), GoogleMessage::attributes)
                    .containsExactlyElementsOf(expected);
        }
        assertThat(stage.setAside("shop-events-dead-letters", "shop-events", BAD)
                        .path("class")
                        .asText())
                .isEqualTo("malformed");

        google.revokeAll();
        try (TopicWriter writer = stage.writer()) {
            writer.write("sales", "s-20", sale(20, "1"));
        }
        ScenarioStage.await("a new token is taken", () -> google.rows(TABLE).size() == 20);
        assertThat(google.refusals()).containsOnly("no token for " + GooglePartner.INSERT);
        assertThat(google.http().received())
                .filteredOn(request -> request.path().contains("insertAll"))
                .extracting(request -> request.text().split("\\{\"insertId\"", -1).length - 1)
                .as("rows go together")
                .anyMatch(rows -> rows > 1);
    }

    /** Without those that were sent again, which the attribute tells. */
    private List<GoogleMessage> messages() {
        Set<String> sources = new HashSet<>();
        return google.messages(TOPIC).stream()
                .filter(message -> sources.add(message.attributes().get("source")))
                .toList();
    }

    @Override
    public void close() {
        google.close();
    }
}
