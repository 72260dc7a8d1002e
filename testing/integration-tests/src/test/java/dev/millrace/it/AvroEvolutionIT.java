package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.quickstart.ConnectRest;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What each source reads gets more fields or wider types while it runs, before a registry that takes a schema only when it
 * reads what the one before wrote (BACKWARD). Names that Avro has no place for are among them.
 */
class AvroEvolutionIT {

    private static @Nullable AvroStage opened;

    @BeforeAll
    static void open() throws IOException {
        opened = new AvroStage(Line.CURRENT);
    }

    @AfterAll
    static void close() {
        stage().close();
    }

    @Test
    void aFileGetsAColumn() {
        try (SftpFlow flow =
                new SftpFlow().with(Map.of("schema.names", "underscores")).with(stage().values())) {
            flow.on(stage().worker());
            flow.drop("1.csv", "order-id,1st\n1,a\n");
            flow.awaitArchived("1.csv");
            flow.drop("2.csv", "order-id,Größe,1st\n2,XL,b\n");
            flow.awaitArchived("2.csv");

            assertThat(stage().read(flow.data()))
                    .containsExactly(
                            Map.of("order_id", "1", "_1st", "a"), Map.of("order_id", "2", "Gr__e", "XL", "_1st", "b"));
            assertVersions(flow.data(), 2);
        }
    }

    @Test
    void aCopybookGetsAField() {
        String first = "       01 ORDER-ROW.\n          05 ORDER-ID PIC 9(4).\n          05 NOTE PIC X(3).\n";
        String second = first + "          05 AMOUNT PIC 9(3)V99.\n";
        try (SftpFlow flow = new SftpFlow()
                .with(Map.of("format", "copybook", "copybook.text", first, "copybook.charset", "US-ASCII"))
                .with(stage().values())) {
            flow.on(stage().worker());
            flow.drop("1.dat", "0001one");
            flow.awaitArchived("1.dat");
            end(flow.name());
            flow.with(Map.of("copybook.text", second)).on(stage().worker());
            flow.drop("2.dat", "0002two01250");
            flow.awaitArchived("2.dat");

            List<Map<String, @Nullable Object>> rows = stage().read(flow.data());
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0)).containsEntry("NOTE", "one").containsOnlyKeys("ORDER_ID", "NOTE");
            assertThat(rows.get(1)).containsEntry("AMOUNT", new BigDecimal("12.50"));
            assertVersions(flow.data(), 2);
        }
    }

    @Test
    void aTableGetsAColumnAndAWiderOne() throws Exception {
        try (TableFlow flow = new TableFlow(PostgresServer.shared())
                .with(Map.of("schema.names", "underscores", "columns.required", "key"))
                .with(stage().keysAndValues())) {
            flow.execute(
                    "ALTER TABLE orders ADD COLUMN \"unit-count\" int, ADD COLUMN at timestamp(3), ADD COLUMN day date");
            flow.execute("INSERT INTO orders (customer, amount, \"unit-count\", at, day)"
                    + " VALUES ('ada', 12.50, 3, '2026-11-22 10:00:00.123', '2026-11-22')");
            flow.on(stage().worker());
            Eventually.holds(
                    "the first row is there", AvroStage.LIMIT, () -> flow.data().size() == 1);
            flow.execute("ALTER TABLE orders ALTER COLUMN \"unit-count\" TYPE bigint,"
                    + " ADD COLUMN added int NOT NULL DEFAULT 5");
            flow.execute("INSERT INTO orders (customer, amount, \"unit-count\") VALUES ('bob', 1, 5000000000)");
            Eventually.holds(
                    "the second row is there",
                    AvroStage.LIMIT,
                    () -> flow.data().size() == 2);

            List<Map<String, @Nullable Object>> rows = stage().read(flow.data());
            assertThat(rows.get(0))
                    .containsEntry("id", 1L)
                    .containsEntry("amount", new BigDecimal("12.50"))
                    .containsEntry("unit_count", 3)
                    .containsEntry("at", Instant.parse("2026-11-22T10:00:00.123Z"))
                    .containsEntry("day", LocalDate.of(2026, 11, 22));
            assertThat(rows.get(1)).containsEntry("unit_count", 5_000_000_000L).containsEntry("added", 5);
            assertThat(stage().read(flow.data().read().get(1).key())).isEqualTo(Map.of("id", 2L));
            assertVersions(flow.data(), 2);
            assertThat(stage().registry().versions(flow.name() + "-key")).hasSize(1);
            flow.remove(stage().worker());
        }
    }

    @Test
    void rowsOfAnApiGetAField() {
        Map<String, String> declared = Map.of("schema.mode", "declared", "schema.unknown.fields", "ignore");
        try (PollFlow flow = new PollFlow(3)
                .with(declared)
                .with(Map.of("schema.fields", "id int32"))
                .with(stage().values())) {
            flow.fill(1, 1).on(stage().worker());
            Eventually.holds(
                    "the first row is there", AvroStage.LIMIT, () -> flow.data().size() == 1);
            end(flow.name());
            flow.with(Map.of(
                            "schema.fields",
                            "id int64, \"changed at\" timestamp? from 'updated'",
                            "schema.names",
                            "underscores"))
                    .on(stage().worker());
            flow.fill(2, 2);
            Eventually.holds(
                    "the second row is there",
                    AvroStage.LIMIT,
                    () -> flow.data().size() == 2);

            assertThat(stage().read(flow.data()))
                    .containsExactly(
                            Map.of("id", 1), Map.of("id", 2L, "changed_at", Instant.parse("2026-01-01T00:00:02Z")));
            assertVersions(flow.data(), 2);
            flow.remove(stage().worker());
        }
    }

    @Test
    void aWebhooksBodyGetsAField() throws Exception {
        int port = FreePorts.next();
        String first = "\"order-id\" int64, \"ship-to\" struct(zip string?)?";
        String second =
                "\"order-id\" int64, \"bill-to\" struct(zip string?)?, \"ship-to\" struct(zip string?, city string?)?";
        WebhookFlow flow = new WebhookFlow(port)
                .with(Map.of("value.form", "parsed", "schema.mode", "declared", "schema.names", "underscores"))
                .with(stage().values());
        send(flow.with(Map.of("schema.fields", first)), port, event("1", """
                {"order-id": 1, "ship-to": {"zip": "1010"}}"""));
        end(flow.name());
        send(flow.with(Map.of("schema.fields", second)), port, event("2", """
                {"order-id": 2, "bill-to": {"zip": "2020"}, "ship-to": {"zip": "3030", "city": "Wien"}}"""));

        assertThat(stage().read(flow.data()))
                .containsExactly(
                        Map.of("order_id", 1L, "ship_to", Map.of("zip", "1010")),
                        Map.of(
                                "order_id", 2L,
                                "bill_to", Map.of("zip", "2020"),
                                "ship_to", Map.of("zip", "3030", "city", "Wien")));
        assertVersions(flow.data(), 2);
        flow.remove(stage().worker());
    }

    @Test
    void valuesWithoutASchemaShareOneThatNeverChanges() throws Exception {
        int port = FreePorts.next();
        WebhookFlow flow =
                new WebhookFlow(port).with(Map.of("value.form", "parsed")).with(stage().values());
        send(flow, port, event("1", "{\"order-id\": 1}"), event("2", "{\"order-id\": \"two\", \"more\": []}"));

        assertThat(stage().read(flow.data()))
                .hasSize(2)
                .allSatisfy(value -> assertThat(value).containsKeys("map", "array", "string"));
        assertVersions(flow.data(), 1);
        flow.remove(stage().worker());
    }

    private static void send(WebhookFlow flow, int port, WebhookEvent... events) throws Exception {
        flow.on(stage().worker()).awaitReady(port);
        try (WebhookSender sender = flow.sender(SendingTerms.persistent())) {
            for (WebhookEvent event : events) {
                assertThat(sender.send(event).get()).isTrue();
            }
        }
    }

    /** Ends a connector and its task, so that what comes next is read by the next one; its offsets stay. */
    private static void end(String connector) {
        ConnectRest rest = stage().worker().rest();
        rest.stop(connector);
        Eventually.holds("the task of " + connector + " has ended", AvroStage.LIMIT, () -> {
            JsonNode status = rest.status(connector);
            return status.path("connector").path("state").asText().equals("STOPPED")
                    && status.path("tasks").isEmpty();
        });
        rest.delete(connector);
    }

    private static WebhookEvent event(String id, String body) {
        return WebhookEvent.of(id, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertVersions(Topic topic, int versions) {
        assertThat(stage().registry().versions(topic.name() + "-value")).hasSize(versions);
    }

    private static AvroStage stage() {
        AvroStage stage = opened;
        if (stage == null) {
            throw new IllegalStateException("the stage is not open");
        }
        return stage;
    }
}
