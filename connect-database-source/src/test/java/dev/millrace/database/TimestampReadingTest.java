package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.Reading;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.testkit.LogCapture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("resource") // a reading holds nothing between its turns
class TimestampReadingTest {

    @ParameterizedTest
    @EnumSource
    void readsRowsOfOneTimeInTheOrderOfTheirKeyAndGoesOnBehindAnyOfThem(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("page.rows", "2")) {
            String same = "'2026-01-01 10:00:00.123456'";
            bench.run(
                    "INSERT INTO orders VALUES (3, " + same + "), (1, " + same + "), (2, " + same + ")",
                    "INSERT INTO orders VALUES (9, '2026-01-01 10:00:00.123455')",
                    "INSERT INTO orders VALUES (0, '2026-01-01 10:00:00.123457')");
            Handed all = QueryBench.turn(bench.reading());
            assertThat(all.values("id")).containsExactly(9L, 1L, 2L, 3L, 0L);

            for (int at = 0; at < all.records.size(); at++) {
                bench.store(all.records.get(at));

                Handed rest = QueryBench.turn(bench.reading());

                assertThat(rest.values("id")).isEqualTo(all.values("id").subList(at + 1, all.records.size()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsUntilTheLagHasPassedByTheClockOfTheServer(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "600000")) {
            bench.run(
                    "INSERT INTO orders VALUES (1, " + ago(server, 601) + ")",
                    "INSERT INTO orders VALUES (2, " + ago(server, 500) + ")",
                    "INSERT INTO orders VALUES (3, " + ago(server, -500) + ")");
            Reading reading = bench.reading();

            assertThat(QueryBench.turn(reading).values("id")).containsExactly(1L);
            bench.run("UPDATE orders SET changed = " + ago(server, 600.5) + " WHERE id = 3");
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(3L);
        }
    }

    /** The documentation says that the lag is what protects. */
    @ParameterizedTest
    @EnumSource
    void losesARowThatCommitsLaterThanTheLag(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "600000");
                Connection slow = bench.connect()) {
            slow.setAutoCommit(false);
            execute(slow, "INSERT INTO orders VALUES (1, " + ago(server, 700) + ")");
            bench.run("INSERT INTO orders VALUES (2, " + ago(server, 650) + ")");
            Reading reading = bench.reading();
            assertThat(QueryBench.turn(reading).values("id")).containsExactly(2L);

            slow.commit();
            Handed after = QueryBench.turn(reading);

            assertThat(after.records).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsARowThatCommitsWithinTheLag(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("lag.ms", "600000");
                Connection slow = bench.connect()) {
            Reading reading = bench.reading();
            slow.setAutoCommit(false);
            execute(slow, "INSERT INTO orders VALUES (1, " + ago(server, 590) + ")");
            bench.run("INSERT INTO orders VALUES (2, " + ago(server, 580) + ")");
            Handed early = QueryBench.turn(reading);

            slow.commit();
            // As if a quarter of a minute had passed.
            bench.run("UPDATE orders SET changed = changed - INTERVAL "
                    + (server == TestServer.POSTGRES ? "'25 seconds'" : "25 SECOND"));
            Handed after = QueryBench.turn(reading);

            assertThat(early.records).isEmpty();
            assertThat(after.values("id")).containsExactly(1L, 2L);
        }
    }

    /** What was written within a second stands under its beginning: none of it is read before the second is over. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRES, timestamp(0)",
        "POSTGRES, timestamptz(0)",
        "MYSQL, datetime",
        "MYSQL, timestamp",
        "POSTGRES, date",
        "MYSQL, date",
        "MARIADB, datetime",
        "MARIADB, timestamp"
    })
    void leavesOutWhatTheColumnCantTellFromNow(TestServer server, String type) throws Exception {
        try (QueryBench bench = QueryBench.open(server)
                .with("mode", "timestamp", "tables", "coarse", "timestamp.column", "changed", "lag.ms", "0")) {
            bench.run("CREATE TABLE coarse (id bigint PRIMARY KEY, changed " + type + " NOT NULL)");
            boolean isPostgres = server == TestServer.POSTGRES;
            String now = isPostgres
                    ? "date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')"
                    : "DATE_FORMAT(SYSDATE(), '%Y-%m-%d %H:%i:%s')";
            Reading reading = bench.reading();
            for (int id = 0; id < 10; id++) {
                bench.run("INSERT INTO coarse VALUES (" + id + ", " + now + ")");

                Handed handed = QueryBench.turn(reading);

                String isCurrent = "SELECT count(*) FROM coarse WHERE id = " + id + " AND changed >= "
                        + (type.equals("date") ? isPostgres ? "current_date" : "CURRENT_DATE" : now);
                if (bench.number(isCurrent) == 1) {
                    assertThat(handed.values("id")).doesNotContain((long) id);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, timestamptz, 2026-01-01 10:00:00.123456+00, 2026-01-01 10:00:00.123457+00",
        "POSTGRES, timestamp, 2026-01-01 10:00:00.123456, 2026-01-01 10:00:00.123457",
        "POSTGRES, date, 2026-01-01, 2026-01-02",
        "MYSQL, timestamp(6), 2026-01-01 10:00:00.123456, 2026-01-01 10:00:00.123457",
        "MYSQL, datetime(6), 2026-01-01 10:00:00.123456, 2026-01-01 10:00:00.123457",
        "MYSQL, datetime(3), 2026-01-01 10:00:00.123, 2026-01-01 10:00:00.124",
        "MYSQL, datetime, 2026-01-01 10:00:00, 2026-01-01 10:00:01",
        "MYSQL, date, 2026-01-01, 2026-01-02",
        "MARIADB, timestamp(6), 2026-01-01 10:00:00.123456, 2026-01-01 10:00:00.123457",
        "MARIADB, datetime(6), 2026-01-01 10:00:00.123456, 2026-01-01 10:00:00.123457",
        "MARIADB, date, 2026-01-01, 2026-01-02",
    })
    void carriesEveryDigitOfATimeThroughTheOffset(TestServer server, String type, String first, String second)
            throws Exception {
        try (QueryBench bench =
                QueryBench.open(server).with("mode", "timestamp", "tables", "fine", "timestamp.column", "changed")) {
            bench.run(
                    "CREATE TABLE fine (id bigint PRIMARY KEY, changed " + type + " NOT NULL)",
                    "INSERT INTO fine VALUES (2, '" + first + "'), (1, '" + second + "')");
            Handed all = QueryBench.turn(bench.reading());
            assertThat(all.values("id")).containsExactly(2L, 1L);
            bench.store(all.records.get(0));

            Handed rest = QueryBench.turn(bench.reading());
            bench.store(rest.records.get(0));
            Handed none = QueryBench.turn(bench.reading());

            assertThat(rest.values("id")).containsExactly(1L);
            assertThat(none.records).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsRowsWithoutATimeOnceAndReadsThemWhenTheyHaveOne(TestServer server) throws Exception {
        try (QueryBench bench = orders(server);
                LogCapture log = new LogCapture()) {
            bench.run("INSERT INTO orders VALUES (1, NULL), (2, NULL), (3, '2026-01-01 10:00:00')");
            Reading reading = bench.reading();

            Handed first = QueryBench.turn(reading);
            Handed second = QueryBench.turn(reading);
            bench.run("UPDATE orders SET changed = '2026-01-02 10:00:00' WHERE id = 1");
            Handed third = QueryBench.turn(reading);

            assertThat(first.values("id")).containsExactly(3L);
            assertThat(second.records).isEmpty();
            assertThat(third.values("id")).containsExactly(1L);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("2 rows have no value for changed"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesATableWithoutAKey(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("tables", "bare")) {
            bench.run("CREATE TABLE bare (id bigint, changed " + server.micros() + ")");
            Reading reading = bench.reading();

            assertThatThrownBy(() -> QueryBench.turn(reading))
                    .isInstanceOf(ConnectorFailure.class)
                    .hasMessageContaining("table bare has no primary key")
                    .hasMessageContaining("key.columns");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesRowsOfOneTimeThatCantBeToldApart(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("tables", "bare", "key.columns", "id")) {
            bench.run(
                    "CREATE TABLE bare (id bigint, changed " + server.micros() + ")",
                    "INSERT INTO bare VALUES (1, '2026-01-01 10:00:00'), (NULL, '2026-01-01 10:00:00')");
            Reading reading = bench.reading();

            assertThatThrownBy(() -> QueryBench.turn(reading))
                    .isInstanceOf(ConnectorFailure.class)
                    .hasMessageContaining("table bare has rows without a value for id");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsLocalTimesInTheirZone(TestServer server) throws Exception {
        String type = server == TestServer.POSTGRES ? "timestamp" : "datetime(6)";
        String local = server == TestServer.POSTGRES ? "(clock_timestamp() AT TIME ZONE 'UTC')" : "UTC_TIMESTAMP(6)";
        String hours = server == TestServer.POSTGRES ? " + INTERVAL '5 hours'" : " + INTERVAL 5 HOUR";
        try (QueryBench bench = QueryBench.open(server)
                .with("mode", "timestamp", "tables", "local", "timestamp.column", "changed")
                .with("timestamp.zone", "Asia/Karachi", "lag.ms", "60000")) {
            bench.run("CREATE TABLE local (id bigint PRIMARY KEY, changed " + type + " NOT NULL)");
            String minutes = server == TestServer.POSTGRES ? " - INTERVAL '2 minutes'" : " - INTERVAL 2 MINUTE";
            bench.run(
                    "INSERT INTO local SELECT 1, " + local + hours + minutes,
                    "INSERT INTO local SELECT 2, " + local + hours);

            Handed handed = QueryBench.turn(bench.reading());

            assertThat(handed.values("id")).containsExactly(1L);
        }
    }

    static QueryBench orders(TestServer server) throws Exception {
        QueryBench bench =
                QueryBench.open(server).with("mode", "timestamp", "tables", "orders", "timestamp.column", "changed");
        bench.run("CREATE TABLE orders (id bigint PRIMARY KEY, changed " + server.micros() + " NULL)");
        return bench;
    }

    private static String ago(TestServer server, double seconds) {
        return server == TestServer.POSTGRES
                ? "clock_timestamp() - " + seconds + " * INTERVAL '1 second'"
                : "TIMESTAMPADD(MICROSECOND, " + (long) (-seconds * 1_000_000) + ", SYSDATE(6))";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
