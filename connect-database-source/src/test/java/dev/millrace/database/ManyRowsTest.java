package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.Reading;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of a million rows, as far as the scale of the build goes, read in the order of its key in a small heap. */
class ManyRowsTest {

    private static final long ROWS =
            (long) (1_000_000 * Double.parseDouble(System.getProperty("millrace.scale", "0.05")));

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, bulk, 10000",
        "POSTGRES, bulk, 10000000",
        "POSTGRES, incrementing, 10000",
        "MYSQL, bulk, 10000",
        "MYSQL, bulk, 10000000",
        "MYSQL, incrementing, 10000",
    })
    @Timeout(600)
    void readsAMillionRowsInTheOrderOfTheirKey(TestServer server, String mode, String pageRows) throws Exception {
        try (QueryBench bench = QueryBench.open(server)) {
            bench.run("CREATE TABLE many (id bigint PRIMARY KEY, note varchar(1000) NOT NULL)");
            fill(bench);

            Process process = fork(bench, server, mode, pageRows);

            assertThat(process.waitFor(590, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    /** Half a kilobyte each: a million of them are twice the heap. */
    private static void fill(QueryBench bench) throws Exception {
        if (bench.server == TestServer.POSTGRES) {
            bench.run("INSERT INTO many SELECT n, repeat('x', 500) FROM generate_series(1, " + ROWS + ") n");
            return;
        }
        bench.run("INSERT INTO many VALUES (1, repeat('x', 500))");
        for (long count = 1; count < ROWS; count *= 2) {
            bench.run("INSERT INTO many SELECT id + " + count + ", note FROM many WHERE id + " + count + " <= " + ROWS);
        }
    }

    private static Process fork(QueryBench bench, TestServer server, String mode, String pageRows) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        Program.class.getName(),
                        server.name(),
                        bench.url(),
                        mode,
                        pageRows,
                        String.valueOf(ROWS))
                .inheritIO()
                .start();
    }

    /** Reads the table; ends with 1 when its rows are not those of 1 to their number, in this order. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            TestServer server = TestServer.valueOf(arguments[0]);
            long expected = Long.parseLong(arguments[4]);
            long[] last = {0};
            boolean[] isInOrder = {true};
            try (QueryBench bench = QueryBench.at(server, arguments[1])
                            .with("tables", "many", "mode", arguments[2], "page.rows", arguments[3], "lag.ms", "0");
                    Reading reading = incremental(bench, arguments[2]).reading()) {
                reading.turn((DatabaseRecord record) -> {
                    long id = (Long) QueryBench.value(record, "id");
                    isInOrder[0] &= id == last[0] + 1;
                    last[0] = id;
                });
            }
            System.exit(isInOrder[0] && last[0] == expected ? 0 : 1);
        }

        private static QueryBench incremental(QueryBench bench, String mode) {
            return mode.equals("incrementing") ? bench.with("incrementing.column", "id") : bench;
        }
    }
}
