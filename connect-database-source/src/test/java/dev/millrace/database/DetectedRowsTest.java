package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs of which only what is new, changed or gone becomes a record. */
@SuppressWarnings("resource") // a reading holds nothing between its turns
@Timeout(300)
class DetectedRowsTest {

    @ParameterizedTest
    @EnumSource
    void tellsWhatIsNewChangedAndGone(TestServer server) throws Exception {
        try (QueryBench bench = orders(server)) {
            Reading reading = bench.reading();
            Handed first = QueryBench.turn(reading);
            bench.run(
                    "UPDATE orders SET text = 'other' WHERE id = 2",
                    "DELETE FROM orders WHERE id = 3",
                    "INSERT INTO orders VALUES (4, 'd')");
            bench.pass(1000);

            Handed second = QueryBench.turn(reading);
            bench.pass(1000);
            Handed third = QueryBench.turn(reading);

            assertThat(DetectedTopic.told(first.records)).containsExactly("new 1", "new 2", "new 3");
            assertThat(DetectedTopic.told(second.records)).containsExactly("changed 2", "new 4", "deleted 3");
            assertThat(second.records.get(2).value()).isNull();
            assertThat(second.records.get(2).topic()).isEqualTo("rows-orders");
            assertThat(third.records).isEmpty();
        }
    }

    @Test
    void keepsWhatItKnowsInOffsetsOfBuckets() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("changes.buckets", "2")) {
            Handed first = QueryBench.turn(bench.reading());
            first.records.forEach(bench::store);

            assertThat(bench.stored.keySet())
                    .isSubsetOf(Map.of("table", "orders", "bucket", "0"), Map.of("table", "orders", "bucket", "1"));
            assertThat(bench.stored.values())
                    .allSatisfy(offset -> assertThat(offset).containsOnlyKeys("sequence", "buckets", "rows"));
            for (DatabaseRecord record : first.records) {
                assertThat(DetectedRows.check(
                                partition(record),
                                bench.stored.getOrDefault(partition(record), Map.of()),
                                bench.settings().changes()))
                        .isTrue();
            }
            assertThat(DetectedRows.check(
                            Map.of("table", "orders"),
                            Map.of(),
                            bench.settings().changes()))
                    .isFalse();
            assertThatThrownBy(() -> DetectedRows.check(
                            Map.of("table", "orders", "bucket", "0"),
                            Map.of("run", 1),
                            bench.settings().changes()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfEveryRowOfATableThatWasEmptied(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("changes.deleted", "record")) {
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            bench.run("DELETE FROM orders");

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(DetectedTopic.told(rest.records))
                    .containsExactlyInAnyOrder("deleted 1", "deleted 2", "deleted 3");
            assertThat(rest.records).allSatisfy(record -> {
                Struct told = (Struct) record.value();
                assertThat(told.schema().name()).isEqualTo("dev.millrace.database.DeletedRow");
                assertThat(told.get("name")).isEqualTo("orders");
                assertThat(told.get("key")).isEqualTo(record.key());
            });
        }
    }

    @Test
    void stopsBehindARunThatLacksTooManyRows() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("changes.deleted.max.percent", "50")) {
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            bench.run("DELETE FROM orders WHERE id > 1");
            Reading reading = bench.reading();
            Handed handed = new Handed();

            assertThatThrownBy(() -> reading.turn(handed))
                    .isInstanceOfSatisfying(
                            ConnectorFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED))
                    .hasMessageContaining("table orders: of 3 known rows 2 are gone");
            assertThat(handed.records).isEmpty();
        }
    }

    @Test
    void comparesWhatAQueryBringsByItsKeyColumns() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES)
                .with("tables", "", "query", "SELECT id, text FROM orders WHERE id < 3", "query.id", "small")
                .with("key.columns", "id")) {
            Handed first = QueryBench.turn(bench.reading());
            first.records.forEach(bench::store);
            bench.run("DELETE FROM orders WHERE id = 1");

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(DetectedTopic.told(first.records)).containsExactly("new 1", "new 2");
            assertThat(DetectedTopic.told(rest.records)).containsExactly("deleted 1");
            assertThat(rest.records.get(0).topic()).isEqualTo("rows-small");
            assertThat(rest.records.get(0).sourcePartition()).asString().contains("query=small");
        }
    }

    @Test
    void wantsAKey() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("tables", "bare")) {
            bench.run("CREATE TABLE bare (text text)");
            Reading reading = bench.reading();

            assertThatThrownBy(() -> QueryBench.turn(reading))
                    .isInstanceOfSatisfying(
                            ConnectorFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED))
                    .hasMessageContaining("table bare has no primary key")
                    .hasMessageContaining("key.columns");
        }
    }

    @Test
    void ignoresWhatMakesNoChange() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("changes.ignore", "seen")) {
            bench.run("ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT now()");
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            bench.run(
                    "UPDATE orders SET seen = now() + interval '1 hour'", "UPDATE orders SET text = 'x' WHERE id = 3");

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(DetectedTopic.told(rest.records)).containsExactly("changed 3");
        }
    }

    /** A column that is added and empty changes no row; one that says something changes those that have it. */
    @Test
    void comparesRowsAcrossAChangeOfColumns() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES)) {
            Reading reading = bench.reading();
            Handed first = QueryBench.turn(reading);
            bench.run("ALTER TABLE orders ADD COLUMN note text", "UPDATE orders SET note = 'n' WHERE id = 2");
            bench.pass(1000);
            Handed second = QueryBench.turn(reading);
            bench.run("ALTER TABLE orders DROP COLUMN note", "DELETE FROM orders WHERE id = 1");
            bench.pass(1000);

            Handed third = QueryBench.turn(reading);

            assertThat(DetectedTopic.told(first.records)).hasSize(3);
            assertThat(DetectedTopic.told(second.records)).containsExactly("changed 2");
            assertThat(DetectedTopic.told(third.records)).containsExactly("changed 2", "deleted 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfARowThatIsGoneUnderTheVeryKeyThatItHad(TestServer server) throws Exception {
        boolean isPostgres = server == TestServer.POSTGRES;
        String columns = isPostgres
                ? "a uuid, b numeric(20,4), c timestamp, d bytea, e date, f real, g smallint, h numeric, i text"
                : "a char(36), b decimal(20,4), c timestamp(6), d varbinary(9), e date, f integer, g smallint,"
                        + " h bigint unsigned, i varchar(9)";
        String bytes = isPostgres ? "'\\x00ff'" : "x'00ff'";
        try (QueryBench bench = orders(server).with("tables", "keyed")) {
            bench.run(
                    "CREATE TABLE keyed (" + columns + ", PRIMARY KEY (a, b, c, d, e, f, g, h, i))",
                    "INSERT INTO keyed VALUES ('123e4567-e89b-12d3-a456-426614174000', 12345678.9, '2026-03-01 12:00:00.123456',"
                            + " " + bytes + ", '2026-03-01', " + (isPostgres ? "0.5" : "5")
                            + ", 7, 18446744073709551615, 'ü \"q\"')");
            Handed first = QueryBench.turn(bench.reading());
            first.records.forEach(bench::store);
            bench.run("DELETE FROM keyed");

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(rest.records).hasSize(1);
            assertThat(rest.records.get(0).key()).isEqualTo(first.records.get(0).key());
            assertThat(rest.records.get(0).keySchema())
                    .isEqualTo(first.records.get(0).keySchema());
        }
    }

    @Test
    void tellsOfARowThatIsGoneUnderTheTextThatWasItsKey() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("record.key", "{value.text}-{value.id}")) {
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            bench.run("DELETE FROM orders WHERE id = 2");

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(rest.records).extracting(DatabaseRecord::key).containsExactly("b-2");
        }
    }

    @Test
    void setsARowAsideOnceAndHoldsDeletionsBackMeanwhile() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("malformed.topic", "bad")) {
            bench.run("ALTER TABLE orders ADD COLUMN amount numeric(9,2)");
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            bench.run("UPDATE orders SET amount = 'NaN' WHERE id IN (1, 2)", "DELETE FROM orders WHERE id = 3");
            Handed faulty = QueryBench.turn(bench.reading());
            faulty.records.forEach(bench::store);
            Handed again = QueryBench.turn(bench.reading());
            bench.run("UPDATE orders SET amount = 1");

            Handed well = QueryBench.turn(bench.reading());
            Set<String> told = new HashSet<>(DetectedTopic.told(well.records));

            assertThat(faulty.records).extracting(DatabaseRecord::topic).containsExactly("bad", "bad");
            assertThat(again.records).isEmpty();
            assertThat(told).containsExactlyInAnyOrder("changed 1", "changed 2", "deleted 3");
        }
    }

    @Test
    void setsARowWithoutARecordKeyAside() throws Exception {
        try (QueryBench bench =
                orders(TestServer.POSTGRES).with("record.key", "{value.text}", "malformed.topic", "bad")) {
            bench.run(
                    "ALTER TABLE orders ALTER COLUMN text DROP NOT NULL", "UPDATE orders SET text = NULL WHERE id = 2");

            Handed handed = QueryBench.turn(bench.reading());

            assertThat(handed.records)
                    .extracting(DatabaseRecord::topic)
                    .containsExactly("rows-orders", "bad", "rows-orders");
        }
    }

    @Test
    void stopsWhenItsBucketsAreOthersThanThoseThatAreStored() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("changes.buckets", "4")) {
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            Reading other = bench.with("changes.buckets", "2").reading();

            assertThatThrownBy(() -> QueryBench.turn(other))
                    .isInstanceOf(ConnectorFailure.class)
                    .hasMessageContaining("changes.buckets=4");
        }
    }

    @Test
    void stopsWhereTheKeyIsOfOtherColumnsThanThatOfARowThatIsGone() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES)) {
            QueryBench.turn(bench.reading()).records.forEach(bench::store);
            Reading other = bench.with("key.columns", "id,text").reading();

            assertThatThrownBy(() -> QueryBench.turn(other))
                    .isInstanceOfSatisfying(
                            ConnectorFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo("changes-key-changed"));
        }
    }

    @Test
    void tellsOfRunsAsOfOthers() throws Exception {
        try (QueryBench bench = orders(TestServer.POSTGRES).with("audit.topic", "audit")) {
            Handed first = QueryBench.turn(bench.reading());
            first.records.forEach(bench::store);
            bench.pass(1000);

            Handed second = QueryBench.turn(bench.reading());

            List<String> topics = List.of("audit", "rows-orders", "rows-orders", "rows-orders", "audit");
            assertThat(first.records).extracting(DatabaseRecord::topic).isEqualTo(topics);
            assertThat(second.records).extracting(DatabaseRecord::topic).containsExactly("audit", "audit");
            assertThat(second.records.get(1).sourceOffset()).asString().contains("run=2", "rows=3", "done=true");
        }
    }

    private static QueryBench orders(TestServer server) throws Exception {
        QueryBench bench = QueryBench.open(server);
        bench.run(
                "CREATE TABLE orders (id bigint PRIMARY KEY, text varchar(40) NOT NULL)",
                "INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        return bench.with("tables", "orders", "detect", "changes", "page.rows", "2", "changes.buckets", "4");
    }

    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    private static Map<String, ?> partition(DatabaseRecord record) {
        return (Map<String, ?>) record.sourcePartition();
    }
}
