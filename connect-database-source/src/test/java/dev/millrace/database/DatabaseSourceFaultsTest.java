package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.reading.Figures;
import dev.millrace.partner.TcpGate;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.LogCapture;
import dev.millrace.testkit.SourceHarness;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults between the connector and its server. */
@Timeout(300)
class DatabaseSourceFaultsTest {

    private static final int ROWS = 2000;

    @Test
    void goesOnBehindTheLastRowWhenTheConnectionIsCutAgainAndAgain() throws Exception {
        TableOptions table = TableOptions.fresh();
        fill(table);
        PostgresServer server = PostgresServer.shared();
        try (TcpGate gate = TcpGate.before(server.host(), server.port());
                SourceHarness harness = harness(through(gate, table.incrementing()))) {
            gate.latency(Duration.ofMillis(2));
            harness.start();
            for (int part = 1; part <= 3; part++) {
                int wanted = part * ROWS / 8;
                harness.runUntil(() -> harness.delivered().size() >= wanted, "a part of the rows");
                gate.cut();
            }

            harness.runUntil(() -> harness.delivered().size() >= ROWS, "all rows");

            assertThat(ids(harness))
                    .isEqualTo(LongStream.rangeClosed(1, ROWS).boxed().toList());
            assertThat(Figures.of("table", "reading." + TableOptions.TABLE + ".failures"))
                    .isPositive();
        }
    }

    @Test
    void waitsForAServerThatIsNotThereYet() throws Exception {
        TableOptions table = TableOptions.fresh();
        fill(table);
        PostgresServer server = PostgresServer.shared();
        try (TcpGate gate = TcpGate.before(server.host(), server.port());
                SourceHarness harness = harness(through(gate, table.incrementing()))) {
            gate.shut();
            harness.start();
            harness.runUntil(
                    () -> Figures.of("table", "reading." + TableOptions.TABLE + ".failures") > 1, "it failed twice");

            gate.open();

            harness.runUntil(() -> harness.delivered().size() >= ROWS, "all rows");
            assertThat(ids(harness))
                    .isEqualTo(LongStream.rangeClosed(1, ROWS).boxed().toList());
        }
    }

    @Test
    void tellsOfAnOutageInOneLineWithItsCodeAndNoTrace() throws Exception {
        TableOptions table = TableOptions.fresh();
        fill(table);
        PostgresServer server = PostgresServer.shared();
        try (TcpGate gate = TcpGate.before(server.host(), server.port());
                SourceHarness harness = harness(through(gate, table.incrementing()))) {
            gate.latency(Duration.ofMillis(2));
            harness.start();
            harness.runUntil(() -> harness.delivered().size() >= ROWS / 8, "a part of the rows");
            List<String> lines;
            try (LogCapture log = new LogCapture()) {
                gate.shut();
                harness.runUntil(
                        () -> Figures.of("table", "reading." + TableOptions.TABLE + ".failures") > 3,
                        "it failed four times");
                lines = log.lines();
            }
            gate.open();
            harness.runUntil(() -> harness.delivered().size() >= ROWS, "all rows");

            assertThat(lines)
                    .filteredOn(line -> line.startsWith("WARN dev.millrace.") || line.startsWith("ERROR "))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains(TableOptions.TABLE + ": [connection-lost] ")
                    .doesNotContain("\n");
            assertThat(lines).noneMatch(line -> line.contains(LogCapture.EXCEPTION) || line.contains("row 1"));
        }
    }

    @Test
    void stopsWithTheNameOfATableThatIsNotThere() throws Exception {
        Map<String, String> options = TableOptions.fresh().incrementing();
        options.put("tables", "public.nothing");
        try (SourceHarness harness = harness(options)) {
            harness.start();

            assertThatThrownBy(() -> harness.runUntil(() -> false, "it stops"))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("public.nothing");
        }
    }

    private static SourceHarness harness(Map<String, String> options) {
        return ConnectorHarness.source(DatabaseSourceConnector::new, options, DeliveryMode.EXACTLY_ONCE);
    }

    private static Map<String, String> through(TcpGate gate, Map<String, String> options) {
        URI url = URI.create(options.getOrDefault("database.url", "jdbc:").substring("jdbc:".length()));
        options.put("database.url", "jdbc:postgresql://" + gate.host() + ":" + gate.port() + url.getPath());
        options.put("fetch.rows", "20");
        options.put("connect.timeout.ms", "2000");
        return options;
    }

    private static void fill(TableOptions table) throws Exception {
        table.execute("INSERT INTO rows (content) SELECT 'row ' || n FROM generate_series(1, " + ROWS + ") n");
    }

    private static List<Object> ids(SourceHarness harness) {
        return harness.delivered().stream()
                .map(record -> ((Struct) record.value()).get("id"))
                .toList();
    }
}
