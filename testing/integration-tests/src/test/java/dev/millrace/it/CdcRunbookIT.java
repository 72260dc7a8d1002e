package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide and the runbooks say about the capture of a PostgreSQL database happens. */
class CdcRunbookIT {

    private static CdcStage stage;

    @BeforeAll
    static void raise() throws Exception {
        stage = new CdcStage(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
    }

    @AfterAll
    static void end() throws Exception {
        stage.close();
    }

    @AfterEach
    void removeConnectorsAndSlots() throws Exception {
        stage.worker().rest().connectors().forEach(name -> stage.worker().rest().delete(name));
        execute("ALTER SYSTEM RESET max_slot_wal_keep_size");
        execute("SELECT pg_reload_conf()");
        Eventually.holds("no slot is left", CdcStage.LIMIT, CdcRunbookIT::dropsAllSlots);
        execute("DELETE FROM orders");
        execute("DELETE FROM customers");
    }

    /** A task that ends may take its slot once more. */
    private static boolean dropsAllSlots() {
        try {
            execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
            return number("SELECT count(*) FROM pg_replication_slots") == 0;
        } catch (SQLException inUse) {
            return false;
        }
    }

    /** What the snapshot tells is in Kafka before the slot is in use. */
    private static void awaitStreaming() {
        Eventually.holds(
                "the slot is in use",
                CdcStage.LIMIT,
                () -> number("SELECT count(*) FROM pg_replication_slots WHERE active") == 1);
    }

    @Test
    void theWorkerLoadsThePluginsWithoutAnError() throws Exception {
        assertThat(Files.readAllLines(stage.worker().log()))
                .anyMatch(line -> line.contains("io.debezium.connector.jdbc.JdbcSinkConnector"))
                .noneMatch(line -> line.contains("ERROR") && line.contains("isolation"));
    }

    /** The runbook cdc-slot-lost. */
    @ParameterizedTest
    @EnumSource(SlotLoss.class)
    void aLostSlotStopsTheConnectorUntilItsOffsetsAreDeleted(SlotLoss loss) throws Exception {
        int first = loss.firstOrder;
        String name = begin(Map.of());
        order(first);
        awaitOrders(first);
        awaitStreaming();
        stop(name);
        execute("DELETE FROM orders WHERE id = " + first);
        order(first + 1);
        loss.happen();

        stage.worker().rest().resume(name);
        if (loss == SlotLoss.OUTGROWN) {
            // Its start tries again for half an hour: the connector is RUNNING, and nothing is told of a task.
            String told = "[" + name + "|task-0] Cannot obtain valid replication slot";
            Eventually.holds("the log says why", CdcStage.LIMIT, () -> logged(told));
            JsonNode status = stage.worker().rest().status(name);
            assertThat(status.path("connector").path("state").asText()).isEqualTo("RUNNING");
            assertThat(status.path("tasks")).isEmpty();
        } else {
            awaitFailed(name);
        }
        assertThat(orders(first + 1)).isEmpty();

        stop(name);
        execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
        stage.worker().rest().deleteOffsets(name);
        stage.worker().rest().resume(name);
        awaitOrders(first + 1);
        assertThat(orders(first))
                .as("a snapshot does not tell what was deleted meanwhile")
                .noneMatch(record -> record.value() == null);
    }

    private enum SlotLoss {
        /** By a person, or on a server that was promoted. */
        DROPPED(1),
        /** The log has outgrown its limit. */
        OUTGROWN(3);

        /** Each has two orders of its own. */
        private final int firstOrder;

        SlotLoss(int firstOrder) {
            this.firstOrder = firstOrder;
        }

        void happen() throws SQLException {
            if (this == DROPPED) {
                execute("SELECT pg_drop_replication_slot('millrace_orders')");
                return;
            }
            execute("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'");
            execute("SELECT pg_reload_conf()");
            fillTheLog(80);
            execute("CHECKPOINT");
            assertThat(text("SELECT wal_status FROM pg_replication_slots")).isEqualTo("lost");
        }
    }

    /** What no strategy of this version of Debezium notices, and how the runbook cdc-slot-lost does. */
    @ParameterizedTest
    @ValueSource(strings = {"no_validation", "trust_offset"})
    void aSlotThatSomebodyMakesAnewLosesWhatWasWrittenBefore(String strategy) throws Exception {
        String name = begin(Map.of("offset.mismatch.strategy", strategy));
        int first = strategy.equals("trust_offset") ? 11 : 14;
        order(first);
        awaitOrders(first);
        awaitStreaming();
        stop(name);
        assertThat(confirmed()).as("a slot is never ahead of the offset").isLessThanOrEqualTo(stored(name));
        order(first + 1);
        execute("SELECT pg_drop_replication_slot('millrace_orders')");
        execute("SELECT pg_create_logical_replication_slot('millrace_orders', 'pgoutput')");
        assertThat(confirmed()).as("but a new one is").isGreaterThan(stored(name));

        stage.worker().rest().resume(name);
        stage.worker().rest().awaitRunning(name, 1, CdcStage.LIMIT);
        order(first + 2);
        awaitOrders(first + 2);

        assertThat(orders(first + 1)).isEmpty();
    }

    private static long confirmed() {
        return number("SELECT confirmed_flush_lsn - '0/0'::pg_lsn FROM pg_replication_slots");
    }

    private static long stored(String name) {
        return stage.worker()
                .rest()
                .offsets(name)
                .path("offsets")
                .path(0)
                .path("offset")
                .path("lsn")
                .asLong(-1);
    }

    @Test
    void aHeartbeatLetsTheServerFreeTheLogThatOthersFill() throws Exception {
        String beating = begin(Map.of("heartbeat.interval.ms", "500"));
        String silent = begin(Map.of("heartbeat.interval.ms", "0", "slot.name", "silent", "topic.prefix", "silent"));
        stage.worker().rest().awaitRunning(beating, 1, CdcStage.LIMIT);
        stage.worker().rest().awaitRunning(silent, 1, CdcStage.LIMIT);
        Eventually.holds("both stream", () -> number("SELECT count(*) FROM pg_replication_slots WHERE active") == 2);

        fillTheLog(30);

        Eventually.holds("the slot follows", CdcStage.LIMIT, () -> behind("millrace_orders") < 5_000_000);
        assertThat(behind("silent")).isGreaterThan(20_000_000);
    }

    @Test
    void anOrderThatBreaksTheContractIsSetAside() throws Exception {
        begin(Map.of());
        execute("INSERT INTO orders (id, customer_id, status, total) VALUES (21, 1, 'lost', 1)");
        order(22);

        awaitOrders(22);

        assertThat(orders(21)).isEmpty();
        assertThat(stage.topic("cdc-orders-quarantine").values())
                .singleElement()
                .satisfies(value -> assertThat(value).contains("\"id\":21"));
    }

    /** The runbook cdc-schema-change. */
    @Test
    void aProtectedColumnThatIsRenamedStopsTheConnectorBeforeItsValuesLeave() throws Exception {
        String name = begin(Map.of());
        customer(31, "tax_number");
        awaitCustomers(31);
        execute("ALTER TABLE customers RENAME COLUMN tax_number TO vat_number");
        try {
            customer(32, "vat_number");
            assertThat(awaitFailed(name))
                    .contains("ProtectFields", "tax-number", "missing")
                    .doesNotContain("pii-32");
            assertThat(WireBytes.topicsWith(stage.broker().bootstrapServers(), "pii-"))
                    .isEmpty();

            JsonNode example = stage.example("cdc-postgres-orders");
            String again = begin(Map.of(
                    "name", name,
                    "transforms.protect.rules",
                            example.path("transforms.protect.rules")
                                    .asText()
                                    .replace("\"tax_number\"", "\"vat_number\""),
                    "transforms.map.mapping",
                            example.path("transforms.map.mapping")
                                    .asText()
                                    .replace("{\"source\": \"tax_number\"", "{\"source\": \"vat_number\"")));
            stage.worker().rest().restart(again);
            awaitCustomers(32);
            assertThat(WireBytes.topicsWith(stage.broker().bootstrapServers(), "pii-"))
                    .isEmpty();
        } finally {
            execute("ALTER TABLE customers RENAME COLUMN vat_number TO tax_number");
        }
    }

    /** The runbook cdc-read-again. */
    @Test
    void aSignalReadsATableAgainWhileChangesStream() throws Exception {
        begin(Map.of());
        order(41);
        awaitOrders(41);

        execute("INSERT INTO debezium.signal (id, type, data) VALUES ('again-1', 'execute-snapshot',"
                + " '{\"type\": \"incremental\", \"data-collections\": [\"public.orders\"]}')");
        order(42);

        Eventually.holds("it is there again", CdcStage.LIMIT, () -> orders(41).size() == 2);
        awaitOrders(42);
        assertThat(WireBytes.topics(stage.broker().bootstrapServers()))
                .as("the signals themselves stay at home")
                .noneMatch(topic -> topic.contains("signal"));
    }

    @Test
    void theFiguresThatTheGuideWatchesAreThere() throws Exception {
        begin(Map.of());
        order(61);
        awaitOrders(61);
        WorkerFigures figures = new WorkerFigures(stage.worker());
        Matcher named = Pattern.compile("`(debezium\\.postgres:[^`]+)`([^|]*)")
                .matcher(Files.readString(Path.of(System.getProperty("millrace.root"), "docs/guides/databases.md")));
        List<String> read = new ArrayList<>();

        while (named.find()) {
            for (String attribute :
                    named.group(2).replaceAll("[`\\s]", "").substring(1).split(",", -1)) {
                assertThat(figures.value(named.group(1), attribute))
                        .as("%s of %s", attribute, named.group(1))
                        .isNotNull();
                read.add(attribute);
            }
        }

        assertThat(read).contains("Connected", "SnapshotAborted");
        for (String attribute :
                List.of("MilliSecondsBehindSource", "MilliSecondsSinceLastEvent", "QueueRemainingCapacity")) {
            assertThat(figures.value(
                            "debezium.postgres:type=connector-metrics,context=streaming,server=shop", attribute))
                    .isInstanceOf(Number.class);
        }
    }

    /** The query of the guide. */
    @Test
    void theQueryOfTheGuideTellsHowMuchLogIsKept() throws Exception {
        begin(Map.of());
        order(71);
        awaitOrders(71);
        awaitStreaming();
        Matcher sql = Pattern.compile("```sql\n(SELECT slot_name.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(System.getProperty("millrace.root"), "docs/guides/databases.md")));
        assertThat(sql.find()).isTrue();

        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement();
                ResultSet slots = statement.executeQuery(sql.group(1))) {
            assertThat(slots.next()).isTrue();
            assertThat(slots.getString("slot_name")).isEqualTo("millrace_orders");
            assertThat(slots.getBoolean("active")).isTrue();
            assertThat(slots.getString("wal_status")).isEqualTo("reserved");
            assertThat(slots.getLong("kept_bytes")).isPositive();
        }
    }

    @Test
    void anOutboxTellsItsEventsAsTheyWereWritten() throws Exception {
        stage.play("cdc-outbox-postgres");
        try (Connection service = stage.connect();
                Statement statement = service.createStatement()) {
            service.setAutoCommit(false);
            statement.execute("INSERT INTO outbox (aggregatetype, aggregateid, type, payload)"
                    + " VALUES ('order', '51', 'OrderPlaced', '{\"order\": 51, \"total\": \"12.50\"}')");
            statement.execute("DELETE FROM outbox");
            service.commit();
            statement.execute("INSERT INTO outbox (aggregatetype, aggregateid, type, payload)"
                    + " VALUES ('order', '52', 'OrderPlaced', '{}')");
            service.rollback();
            statement.execute(
                    "INSERT INTO outbox (aggregatetype, aggregateid, type, payload)"
                            + " VALUES ('order', '51', 'OrderSent', '{\"order\": 51}'), ('customer', '7', 'CustomerLeft', NULL)");
            service.commit();
        }

        Eventually.holds(
                "all events are there",
                CdcStage.LIMIT,
                () -> stage.topic("cdc-outbox-order").size() == 2
                        && stage.topic("cdc-outbox-customer").size() == 1);

        List<ConsumerRecord<byte[], byte[]>> events =
                stage.topic("cdc-outbox-order").read();
        assertThat(events)
                .extracting(
                        event -> text(event.key()),
                        event -> text(event.value()),
                        event -> text(event.headers().lastHeader("event-type").value()))
                .containsExactly(
                        tuple("51", "{\"order\": 51, \"total\": \"12.50\"}", "OrderPlaced"),
                        tuple("51", "{\"order\": 51}", "OrderSent"));
        assertThat(events)
                .allSatisfy(event -> assertThat(
                                text(event.headers().lastHeader("id").value()))
                        .hasSize(36));
        assertThat(stage.topic("cdc-outbox-customer").read())
                .singleElement()
                .satisfies(event -> assertThat(event.value()).isNull());
        deliverTheEvents(events);
    }

    /** What the guide to change tables says of Debezium's transform. */
    @ParameterizedTest
    @CsvSource({"badges, delete-to-tombstone, false", "passes, tombstone, true"})
    void debeziumUnwrapsTheChangesOfAChangeTable(String table, String mode, String tombstones) throws Exception {
        execute("CREATE TABLE " + table + " (id int PRIMARY KEY, holder text NOT NULL)");
        try (Connection connection = stage.connect()) {
            String url = connection.getMetaData().getURL();
            execute(ChangeTableSql.of(url, "public." + table));
            stage.play(
                    "database-customers-changes",
                    Map.ofEntries(
                            Map.entry("name", Platform.name(table)),
                            Map.entry("database.url", url),
                            Map.entry("database.username", PostgresServer.USER),
                            Map.entry("database.password", PostgresServer.PASSWORD),
                            Map.entry("tables", "public." + table),
                            Map.entry("capture.snapshot", "never"),
                            Map.entry("tombstones.on.delete", tombstones),
                            Map.entry("topic", "unwrapped-{table}"),
                            Map.entry("transforms", "unwrap"),
                            Map.entry("transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState"),
                            Map.entry("transforms.unwrap.delete.tombstone.handling.mode", mode)));
        }

        execute("INSERT INTO " + table + " VALUES (1, 'ada')");
        execute("UPDATE " + table + " SET holder = 'Ada' WHERE id = 1");
        execute("INSERT INTO " + table + " VALUES (2, 'bob')");
        execute("DELETE FROM " + table + " WHERE id = 1");

        Eventually.holds(
                "the deletion and the other row are there",
                CdcStage.LIMIT,
                () -> unwrapped(table, 1).contains("null")
                        && !unwrapped(table, 2).isEmpty());
        assertThat(unwrapped(table, 1))
                .containsExactly("{\"id\":1,\"holder\":\"ada\"}", "{\"id\":1,\"holder\":\"Ada\"}", "null");
        assertThat(unwrapped(table, 2)).containsExactly("{\"id\":2,\"holder\":\"bob\"}");
    }

    private static List<String> unwrapped(String table, int id) {
        return stage.topic("unwrapped-" + table).read().stream()
                .filter(record -> text(record.key()).equals("{\"id\":" + id + "}"))
                .map(record -> record.value() == null ? "null" : text(record.value()))
                .toList();
    }

    private static void deliverTheEvents(List<ConsumerRecord<byte[], byte[]>> orders) throws Exception {
        int before = stage.receiver().acceptedCount();
        stage.play("scenario-outbox-rest-sink");
        Eventually.holds(
                "three events are delivered",
                CdcStage.LIMIT,
                () -> stage.receiver().acceptedCount() == before + 3);
        List<ReceivedRequest> delivered =
                stage.receiver().accepted().subList(before, stage.receiver().acceptedCount());
        assertThat(delivered)
                .filteredOn(request -> request.path().equals("/events/cdc-outbox-order/51"))
                .extracting(
                        ReceivedRequest::method,
                        ReceivedRequest::text,
                        request -> request.header("X-Event-Type").orElse(""),
                        request -> request.idempotencyKey().orElse(""))
                .containsExactly(
                        tuple("POST", "{\"order\": 51, \"total\": \"12.50\"}", "OrderPlaced", quotedId(orders.get(0))),
                        tuple("POST", "{\"order\": 51}", "OrderSent", quotedId(orders.get(1))));
        assertThat(delivered)
                .filteredOn(request -> request.path().equals("/events/cdc-outbox-customer/7"))
                .extracting(ReceivedRequest::method, ReceivedRequest::text)
                .containsExactly(tuple("DELETE", ""));
    }

    private static String quotedId(ConsumerRecord<byte[], byte[]> event) {
        return '"' + text(event.headers().lastHeader("id").value()) + '"';
    }

    private static String begin(Map<String, String> changes) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("name", Platform.name("cdc")));
        all.putAll(changes);
        return stage.play("cdc-postgres-orders", all);
    }

    private static void order(int id) throws SQLException {
        execute("INSERT INTO orders (id, customer_id, status, total) VALUES (" + id + ", 1, 'open', 1)");
    }

    private static void customer(int id, String column) throws SQLException {
        execute("INSERT INTO customers (id, name, email, " + column + ", country) VALUES (" + id
                + ", 'ada', 'pii-ada@example.com', 'pii-" + id + "', 'DE')");
    }

    private static void awaitOrders(int id) {
        Eventually.holds(
                "order " + id + " is in Kafka",
                CdcStage.LIMIT,
                () -> !orders(id).isEmpty());
    }

    private static void awaitCustomers(int id) {
        Eventually.holds(
                "customer " + id + " is in Kafka",
                CdcStage.LIMIT,
                () -> !rows("cdc-customers", id).isEmpty());
    }

    private static List<ConsumerRecord<byte[], byte[]>> orders(int id) {
        return rows("cdc-orders", id);
    }

    private static List<ConsumerRecord<byte[], byte[]>> rows(String topic, int id) {
        return stage.topic(topic).read().stream()
                .filter(record -> text(record.key()).contains("\"payload\":{\"id\":" + id + "}"))
                .toList();
    }

    private static void stop(String name) {
        stage.worker().rest().stop(name);
        Eventually.holds(
                "the slot is let go", () -> number("SELECT count(*) FROM pg_replication_slots WHERE active") == 0);
    }

    private static boolean logged(String text) {
        try {
            return Files.readString(stage.worker().log()).contains(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String awaitFailed(String name) {
        Eventually.holds(
                "the task has failed",
                CdcStage.LIMIT,
                () -> task(name).path("state").asText().equals("FAILED"));
        return task(name).path("trace").asText();
    }

    private static JsonNode task(String name) {
        return stage.worker().rest().status(name).path("tasks").path(0);
    }

    /** Has other tables of the server write so many megabytes of log. */
    private static void fillTheLog(int megabytes) throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS noise (text text)");
        for (int written = 0; written < megabytes; written += 10) {
            execute("INSERT INTO noise SELECT repeat(md5(random()::text), 30) FROM generate_series(1, 10000)");
            execute("SELECT pg_switch_wal()");
        }
    }

    private static long behind(String slot) {
        return number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn) FROM pg_replication_slots"
                + " WHERE slot_name = '" + slot + "'");
    }

    private static long number(String query) {
        return Long.parseLong(text(query));
    }

    private static String text(String query) {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : "";
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
