package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import dev.millrace.kit.ConnectorFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("resource") // a reading holds nothing between its turns
class IncrementingReadingTest {

    private static final long LAG = 10_000;

    @ParameterizedTest
    @EnumSource
    void readsIdsWithoutAHoleAtOnceAndOthersWhenTheLagHasPassed(TestServer server) throws Exception {
        try (QueryBench bench = orders(server)) {
            bench.run("INSERT INTO orders (id) VALUES (5)", "INSERT INTO orders (id) VALUES (6)");
            Reading reading = bench.reading();

            assertThat(QueryBench.turn(reading).values("id")).isEmpty();
            assertThat(reading.wakes()).isEqualTo(bench.now.plusMillis(1000));
            bench.pass(LAG);
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(5L, 6L);
            bench.run("INSERT INTO orders (id) VALUES (7)", "INSERT INTO orders (id) VALUES (9)");
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(7L);
            bench.pass(LAG);
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(9L);
            assertThat(QueryBench.turn(reading).values("id")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void wakesWhenTheLagHasPassedWhateverTheSchedule(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("poll.interval.ms", "3600000")) {
            bench.run("INSERT INTO orders (id) VALUES (5)");
            Reading reading = bench.reading();

            Handed first = QueryBench.turn(reading);

            assertThat(first.records).isEmpty();
            assertThat(reading.wakes()).isEqualTo(bench.now.plusMillis(LAG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForASmallerIdThatCommitsLater(TestServer server) throws Exception {
        try (QueryBench bench = orders(server);
                Connection slow = bench.connect()) {
            bench.run("INSERT INTO orders (id) VALUES (1)");
            Reading reading = bench.reading();
            assertThat(QueryBench.turn(reading).values("id")).isEmpty();
            bench.pass(LAG);
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(1L);
            slow.setAutoCommit(false);
            insert(slow, 2);
            bench.run("INSERT INTO orders (id) VALUES (3)");

            Handed early = QueryBench.turn(reading);
            bench.pass(LAG - 1);
            Handed stillEarly = QueryBench.turn(reading);
            slow.commit();
            bench.pass(1);
            Handed after = QueryBench.turn(reading);

            assertThat(early.records).isEmpty();
            assertThat(stillEarly.records).isEmpty();
            assertThat(after.values("id")).containsExactly(2L, 3L);
        }
    }

    /** The documentation says that the lag is what protects. */
    @ParameterizedTest
    @EnumSource
    void losesARowThatCommitsLaterThanTheLag(TestServer server) throws Exception {
        try (QueryBench bench = orders(server);
                Connection slow = bench.connect()) {
            Reading reading = bench.reading();
            slow.setAutoCommit(false);
            insert(slow, 2);
            bench.run("INSERT INTO orders (id) VALUES (3)");
            assertThat(QueryBench.turn(reading).records).isEmpty();
            bench.pass(LAG);
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(3L);

            slow.commit();
            bench.pass(LAG);
            Handed after = QueryBench.turn(reading);

            assertThat(after.records).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatIsVisibleAtOnceWithoutALag(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "0")) {
            bench.run("INSERT INTO orders (id) VALUES (4), (9), (70)");

            Handed handed = QueryBench.turn(bench.reading());

            assertThat(handed.values("id")).containsExactly(4L, 9L, 70L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnBehindAnyRecordThatKafkaHas(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "0", "page.rows", "3")) {
            bench.run("INSERT INTO orders (id) VALUES (-7), (1), (2), (3), (5), (8), (9)");
            Handed all = QueryBench.turn(bench.reading());
            assertThat(all.values("id")).containsExactly(-7L, 1L, 2L, 3L, 5L, 8L, 9L);

            for (int at = 0; at < all.records.size(); at++) {
                bench.store(all.records.get(at));

                Handed rest = QueryBench.turn(bench.reading());

                assertThat(rest.values("id")).isEqualTo(all.values("id").subList(at + 1, all.records.size()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnBehindTheLastRecordAfterATurnThatFailed(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "0")) {
            bench.run("INSERT INTO orders (id) VALUES (1), (2), (3), (5)");
            Reading reading = bench.reading();
            Handed cut = new Handed(2);

            assertThatThrownBy(() -> reading.turn(cut)).isInstanceOf(InterruptedException.class);
            Handed rest = QueryBench.turn(reading);

            assertThat(cut.values("id")).containsExactly(1L, 2L);
            assertThat(rest.values("id")).containsExactly(3L, 5L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesTheIdIntoItsOffset(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "0")) {
            bench.run("INSERT INTO orders (id) VALUES (9007199254740993)");

            DatabaseRecord record = QueryBench.turn(bench.reading()).records.get(0);

            assertThat(record.sourcePartition()).isEqualTo(Map.of("table", "orders"));
            assertThat(record.sourceOffset()).isEqualTo(Map.of("key.id", 9007199254740993L));
            assertThat(record.topic()).isEqualTo("rows-orders");
            assertThat(record.key()).hasToString("Struct{id=9007199254740993}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsIdsBeyondSixtyThreeBits(TestServer server) throws Exception {
        try (QueryBench bench = QueryBench.open(server)
                .with("mode", "incrementing", "tables", "wide", "incrementing.column", "id", "lag.ms", "10000")) {
            String type = server == TestServer.POSTGRES ? "numeric(20,0)" : "bigint unsigned";
            bench.run(
                    "CREATE TABLE wide (id " + type + " PRIMARY KEY)",
                    "INSERT INTO wide VALUES (18446744073709551613), (18446744073709551614)");
            Reading reading = bench.reading();
            assertThat(QueryBench.turn(reading).records).isEmpty();
            bench.pass(LAG);
            Handed first = QueryBench.turn(reading);
            bench.store(first.records.get(0));

            Handed again = QueryBench.turn(bench.reading());

            assertThat(first.records).hasSize(2);
            assertThat(again.records).hasSize(1);
            assertThat(again.records.get(0).sourceOffset()).isEqualTo(Map.of("key.id", "18446744073709551614"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesRowsWithoutAnId(TestServer server) throws Exception {
        try (QueryBench bench =
                QueryBench.open(server).with("mode", "incrementing", "tables", "loose", "incrementing.column", "id")) {
            bench.run("CREATE TABLE loose (id bigint)", "INSERT INTO loose VALUES (1), (NULL)");
            Reading reading = bench.reading();

            assertThatThrownBy(() -> QueryBench.turn(reading))
                    .isInstanceOf(ConnectorFailure.class)
                    .hasMessageContaining("table loose has rows without a value for id");
        }
    }

    private static QueryBench orders(TestServer server) throws Exception {
        QueryBench bench = QueryBench.open(server)
                .with("mode", "incrementing", "tables", "orders", "incrementing.column", "id")
                .with("lag.ms", String.valueOf(LAG));
        bench.run("CREATE TABLE orders (id " + server.id() + ", note varchar(20))");
        return bench;
    }

    private static void insert(Connection connection, long id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders (id) VALUES (" + id + ")");
        }
    }
}
