package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.database.reading.Reading;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told when a table or query can't be read: its name, and never a value. */
@SuppressWarnings("resource") // a reading holds nothing between its turns
class QueryFailuresTest {

    private static final String SECRET = "s3cr3t";

    @ParameterizedTest
    @EnumSource
    void namesATableThatIsDropped(TestServer server) throws Exception {
        try (QueryBench bench = orders(server)) {
            Reading reading = bench.reading();
            assertThat(QueryBench.turn(reading).records).hasSize(1);
            bench.run("DROP TABLE orders");

            ConnectorFailure failure = failure(bench, reading);

            assertThat(failure.code()).isEqualTo("table-missing");
            assertThat(failure).hasMessageStartingWith("orders: ");
            assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAColumnThatIsMissing(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("incrementing.column", "number")) {
            ConnectorFailure failure = failure(bench, bench.reading());

            assertThat(failure.code()).isEqualTo("column-missing");
            assertThat(failure).hasMessageContaining("table orders has no column number");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAColumnThatIsDroppedBetweenTwoTurns(TestServer server) throws Exception {
        try (QueryBench bench = orders(server).with("mode", "bulk", "key.columns", "code", "incrementing.column", "")) {
            Reading reading = bench.reading();
            assertThat(QueryBench.turn(reading).records).hasSize(1);
            bench.run("ALTER TABLE orders DROP COLUMN code");
            bench.pass(1000);

            ConnectorFailure failure = failure(bench, reading);

            assertThat(failure.code()).isEqualTo("column-missing");
            assertThat(failure).hasMessageContaining("orders");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAQueryByItsIdAndNeverAValue(TestServer server) throws Exception {
        String converted = switch (server) {
            case POSTGRES -> "CAST(code AS integer)";
            case MYSQL -> "CAST(code AS json)";
            // It answers NULL to most of what it can't convert, but says when a number is too large.
            case MARIADB -> "9223372036854775807 + LENGTH(code)";
        };
        String sql = "SELECT id, code FROM orders WHERE " + converted + " = :wanted";
        try (QueryBench bench = orders(server)
                .with("tables", "", "query", sql, "query.id", "by-code", "query.parameters", "wanted=" + SECRET)) {
            ConnectorFailure failure = failure(bench, bench.reading());

            assertThat(failure).hasMessageStartingWith("by-code: ");
            for (Throwable at = failure; at != null; at = at.getCause()) {
                assertThat(String.valueOf(at.getMessage())).doesNotContain(SECRET);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fillsParametersAsTheyAreTyped(TestServer server) throws Exception {
        String sql = "SELECT id, code FROM orders WHERE code = :code AND id >= :least AND id < :most AND day = :day"
                + " AND ':no' <> code -- :no";
        try (QueryBench bench = orders(server)
                .with("tables", "", "query", sql, "query.id", "some", "lag.ms", "0")
                .with("query.parameters", "code=a\\,b, least:integer=2, most:decimal=4.5, day:date=2026-01-31")) {
            for (int id = 2; id < 6; id++) {
                bench.run("INSERT INTO orders VALUES (" + id + ", 'a,b', '2026-01-31')");
            }

            QueryBench.Handed handed = QueryBench.turn(bench.reading());

            assertThat(handed.values("id")).containsExactly(2L, 3L, 4L);
            assertThat(handed.records.get(0).sourcePartition()).isEqualTo(Map.of("query", "some"));
            assertThat(handed.records.get(0).topic()).isEqualTo("rows-some");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, '{\"run\": 1}', it is one of mode=bulk",
        "POSTGRES, '{\"key.number\": 1}', 'it says where to go on by number, but rows are sorted by id'",
        "POSTGRES, '{\"key.id\": \"s3cr3t\"}', the value of id can't be read: it is no integer",
        "MYSQL, '{\"key.id\": 1.5}', the value of id can't be read: it is no integer",
    })
    void refusesAnOffsetThatItCantGoOnFrom(TestServer server, String offset, String sentence) throws Exception {
        try (QueryBench bench = orders(server)) {
            String[] entry = offset.replaceAll("[{}\" ]", "").split(":", -1);
            Object value = entry[1].equals("1") ? 1 : entry[1];
            bench.stored.put(Map.of("table", "orders"), Map.of(entry[0], value));

            ConnectorFailure failure = failure(bench, bench.reading());

            assertThat(failure.code()).isEqualTo("offset-unfit");
            assertThat(failure).hasMessageContaining("table orders can't be gone on from: " + sentence);
            assertThat(failure.getMessage()).doesNotContain(SECRET);
        }
    }

    private static ConnectorFailure failure(QueryBench bench, Reading reading) {
        Throwable thrown = catchThrowable(() -> QueryBench.turn(reading));
        if (thrown instanceof SQLException refused) {
            return bench.database().failure(reading.name(), refused);
        }
        assertThat(thrown).isInstanceOf(ConnectorFailure.class);
        return (ConnectorFailure) thrown;
    }

    private static QueryBench orders(TestServer server) throws Exception {
        QueryBench bench = QueryBench.open(server)
                .with("mode", "incrementing", "tables", "orders", "incrementing.column", "id", "lag.ms", "0");
        bench.run(
                "CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(40) NOT NULL, day date)",
                "INSERT INTO orders VALUES (1, '" + SECRET + "', '2026-01-01')");
        return bench;
    }
}
