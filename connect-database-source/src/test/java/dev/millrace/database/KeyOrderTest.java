package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.QueryBench.Handed;
import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.kit.ConnectorFailure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of all types that rows can be sorted by: from every row, the ones behind it follow, and only those. */
class KeyOrderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRES | bigint | -9223372036854775808; -1; 0; 9223372036854775807",
                "POSTGRES | smallint | -3; 0; 7",
                "POSTGRES | numeric | -1.5; 0; 0.00000000000000000001; 12345678901234567890.123456789",
                "POSTGRES | text | 'A'; 'a'; 'a '; 'Ä'; 'ß'; ''; ' '; 'é'; 'e'; '\uD83D\uDE00'; 'it''s'",
                "POSTGRES | text COLLATE \"C\" | 'A'; 'a'; 'Z'; 'a '; 'ä'; '_'",
                "POSTGRES | varchar(10) COLLATE \"en-US-x-icu\" | 'A'; 'a'; 'Z'; 'a '; 'ä'; '_'; '-a'; 'a-b'; 'ab'",
                "POSTGRES | char(5) | 'a'; 'A'; 'ab'; ''",
                "POSTGRES | uuid | '00000000-0000-0000-0000-000000000001'; 'ffffffff-0000-0000-0000-000000000000'; '7fffffff-0000-0000-0000-000000000000'",
                "POSTGRES | bytea | '\\x00'; '\\xff'; '\\x'; '\\x00ff'",
                "POSTGRES | timestamptz | '2026-10-25 00:30:00.000001+00'; '2026-10-25 01:30:00.000001+00'; 'infinity'; '-infinity'; '0044-03-15 12:00:00+00 BC'",
                "POSTGRES | timestamp | '2026-01-01 00:00:00.000001'; '2026-01-01 00:00:00.000002'; 'infinity'",
                "POSTGRES | date | '2026-01-01'; '1500-02-28'; 'infinity'",
                "POSTGRES | time | '00:00:00'; '23:59:59.999999'; '24:00:00'",
                "POSTGRES | double precision | 0.1; 0.30000000000000004; -1e300; 'Infinity'; '-Infinity'; 'NaN'",
                "POSTGRES | boolean | true; false",
                "POSTGRES | inet | '10.0.0.1'; '10.0.0.0/8'; '::1'",
                "POSTGRES | interval | '1 month'; '29 days'; '1 second'",
                "POSTGRES | mood | 'sad'; 'ok'; 'happy'",
                "POSTGRES | positive | 3; 1; 2",
                "MYSQL | bigint | -9223372036854775808; -1; 0; 9223372036854775807",
                "MYSQL | bigint unsigned | 0; 9223372036854775807; 9223372036854775808; 18446744073709551615",
                "MYSQL | int unsigned | 0; 4294967295",
                "MYSQL | tinyint | -3; 0; 7",
                "MYSQL | decimal(38,10) | -1.5; 0; 0.0000000001; 1234567890123456789012345678.1234567891",
                "MYSQL | varchar(20) | 'A'; 'b'; 'ß'; ''; 'Z'; '\uD83D\uDE00'; 'it''s'; 'back\\\\slash'",
                "MYSQL | varchar(20) COLLATE utf8mb4_bin | 'A'; 'a'; 'ä'; ' '; 'Z'",
                "MYSQL | varchar(20) COLLATE utf8mb4_general_ci | 'A'; 'b'; 'a b'; 'C '",
                "MYSQL | varchar(20) CHARACTER SET latin1 | 'A'; 'b'; 'ö'",
                "MYSQL | char(20) | 'A'; 'b'; 'a b'",
                "MYSQL | binary(2) | x'0000'; x'00ff'; x'ff00'",
                "MYSQL | varbinary(20) | x''; x'00'; x'00ff'; x'ff'",
                "MYSQL | datetime(6) | '2026-01-01 00:00:00.000001'; '2026-01-01 00:00:00.000002'; '1000-01-01 00:00:00'",
                "MYSQL | timestamp(6) | '2026-10-25 00:30:00.000001'; '2026-10-25 01:30:00.000001'; '2026-03-29 01:30:00'",
                "MYSQL | date | '2026-01-01'; '1000-01-01'",
                "MYSQL | time(6) | '-838:59:59'; '00:00:00.000001'; '23:59:59.999999'; '838:59:59'",
                "MARIADB | bigint unsigned | 0; 9223372036854775807; 9223372036854775808; 18446744073709551615",
                "MARIADB | decimal(38,10) | -1.5; 0; 0.0000000001; 1234567890123456789012345678.1234567891",
                "MARIADB | varchar(20) | 'A'; 'b'; 'ß'; ''; 'Z'; '\uD83D\uDE00'; 'it''s'; 'back\\\\slash'",
                "MARIADB | varchar(20) COLLATE utf8mb4_bin | 'A'; 'a'; 'ä'; ' '; 'Z'",
                "MARIADB | varchar(20) COLLATE utf8mb4_general_ci | 'A'; 'b'; 'a b'; 'C '",
                "MARIADB | char(20) | 'A'; 'b'; 'a b'",
                "MARIADB | uuid | '00000000-0000-0000-0000-000000000001'; 'ffffffff-0000-0000-0000-000000000000'; '7fffffff-0000-1000-8000-000000000000'",
                "MARIADB | inet6 | '::1'; '2001:db8::ff'; '2001:db8::1:0'",
                "MARIADB | inet4 | '10.0.0.1'; '9.0.0.1'; '255.255.255.255'",
                "MARIADB | varbinary(20) | x''; x'00'; x'00ff'; x'ff'",
                "MARIADB | datetime(6) | '2026-01-01 00:00:00.000001'; '2026-01-01 00:00:00.000002'; '1000-01-01 00:00:00'",
                "MARIADB | timestamp(6) | '2026-10-25 00:30:00.000001'; '2026-10-25 01:30:00.000001'; '2026-03-29 01:30:00'",
                "MARIADB | time(6) | '-838:59:59'; '00:00:00.000001'; '23:59:59.999999'; '838:59:59'",
            })
    void goesOnBehindEveryKeyOfAType(TestServer server, String type, String values) throws Exception {
        try (QueryBench bench =
                QueryBench.open(server).with("mode", "bulk", "tables", "typed", "page.rows", "2", "times", "iso")) {
            prepare(bench);
            bench.run("CREATE TABLE typed (k " + type + " NOT NULL, n integer NOT NULL, PRIMARY KEY (k, n))");
            for (String value : values.split("; ", -1)) {
                bench.run("INSERT INTO typed VALUES (" + value.strip() + ", 1), (" + value.strip() + ", 2)");
            }

            assertGoesOnBehindEveryRow(bench, 2 * values.split("; ", -1).length, "k, n");
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES, uuid, 'timestamptz'", "MYSQL, char(36), datetime(6)", "MARIADB, uuid, datetime(6)"})
    void goesOnBehindEveryKeyOfManyTypes(TestServer server, String uuid, String time) throws Exception {
        try (QueryBench bench = QueryBench.open(server).with("mode", "bulk", "tables", "typed", "page.rows", "3")) {
            bench.run("CREATE TABLE typed (a varchar(9) NOT NULL, n integer NOT NULL, b " + uuid + " NOT NULL, c "
                    + time + " NOT NULL, d numeric(12,4) NOT NULL, PRIMARY KEY (d, a, c, b))");
            int count = 0;
            for (String text : List.of("x", "Y", "z ")) {
                for (String id :
                        List.of("00000000-0000-0000-0000-00000000000a", "10000000-0000-0000-0000-000000000000")) {
                    for (String moment : List.of("2026-01-01 10:00:00.000001", "2026-01-01 10:00:00.000002")) {
                        for (String number : List.of("1.0001", "-1")) {
                            bench.run("INSERT INTO typed VALUES ('" + text + "', " + count++ + ", '" + id + "', '"
                                    + moment + "', " + number + ")");
                        }
                    }
                }
            }

            assertGoesOnBehindEveryRow(bench, count, "d, a, c, b");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL, 'enum(''b'',''a'')'",
        "MYSQL, double",
        "MYSQL, float",
        "MYSQL, year",
        "MYSQL, bit(3)",
        "MARIADB, 'enum(''b'',''a'')'",
        "MARIADB, double",
        "MARIADB, year",
    })
    void readsWithoutAnOrderWhatIsNotComparedAsItIsSorted(TestServer server, String type) throws Exception {
        try (QueryBench bench = QueryBench.open(server).with("mode", "bulk", "tables", "typed", "page.rows", "1")) {
            bench.run(
                    "CREATE TABLE typed (k " + type + " PRIMARY KEY, changed datetime(6) NOT NULL)",
                    "INSERT INTO typed VALUES (1, '2026-01-01'), (2, '2026-01-01')");

            Handed all = QueryBench.turn(bench.reading());
            bench.with("mode", "timestamp", "timestamp.column", "changed");

            assertThat(all.records).hasSize(2);
            assertThat(all.records.get(0).key()).isNotNull();
            assertThatThrownBy(() -> QueryBench.turn(bench.reading()))
                    .isInstanceOf(ConnectorFailure.class)
                    .hasMessageContaining("column k of table typed is of a type that can't be gone on from");
        }
    }

    private static void assertGoesOnBehindEveryRow(QueryBench bench, int count, String order) throws Exception {
        Handed all = QueryBench.turn(bench.reading());
        assertThat(all.records).hasSize(count);
        List<String> sorted = bench.texts("SELECT n FROM typed ORDER BY " + order);
        assertThat(all.records)
                .extracting(record -> String.valueOf(QueryBench.value(record, "n")))
                .isEqualTo(sorted);
        for (int at = 0; at < count; at++) {
            bench.store(all.records.get(at));

            Handed rest = QueryBench.turn(bench.reading());

            assertThat(rest.records)
                    .as("behind row %s", at)
                    .extracting(DatabaseRecord::value)
                    .isEqualTo(all.records.subList(at + 1, count).stream()
                            .map(DatabaseRecord::value)
                            .toList());
        }
    }

    private static void prepare(QueryBench bench) throws Exception {
        if (bench.server == TestServer.POSTGRES) {
            bench.run(
                    "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
                    "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)");
        }
    }
}
