package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.partner.database.PostgresServer;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The database source in a real worker, before a real PostgreSQL. */
class DatabaseSourceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParameterizedTest
    @CsvSource({"CURRENT, AT_LEAST_ONCE", "CURRENT, EXACTLY_ONCE", "OLDEST, AT_LEAST_ONCE", "OLDEST, EXACTLY_ONCE"})
    void readsEachCommittedRowOnceAndInOrder(Line line, Guarantee guarantee) throws Exception {
        WorkerProcess worker = Platform.worker(line, guarantee);
        try (TableFlow flow = new TableFlow(PostgresServer.shared()).fill(500).on(worker)) {
            Eventually.holds(
                    "the first rows are in Kafka", PATIENCE, () -> flow.data().size() >= 500);

            rollBack(flow);
            flow.fill(300);

            Eventually.holds("all rows are in Kafka", PATIENCE, () -> flow.ids().size() >= 800);
            assertThat(flow.ids())
                    .containsExactlyElementsOf(
                            IntStream.concat(IntStream.rangeClosed(1, 500), IntStream.range(511, 811))
                                    .boxed()
                                    .toList());
            assertThat(new String(flow.data().read().get(0).key(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"id\":1}");
            flow.remove(worker);
        }
    }

    @ParameterizedTest
    @CsvSource({"CURRENT, AT_LEAST_ONCE", "CURRENT, EXACTLY_ONCE", "OLDEST, EXACTLY_ONCE"})
    void losesNoRowWhenTheWorkerIsKilledInTheMiddleOfAResult(Line line, Guarantee guarantee) throws Exception {
        int rows = Platform.scaled(40_000);
        try (WorkerProcess worker = WorkerProcess.start(Platform.settings(line, guarantee, Platform.broker()));
                TableFlow flow = slow(PostgresServer.shared(), rows).fill(rows).on(worker)) {
            Eventually.holds(
                    "a part of the rows is in Kafka",
                    PATIENCE,
                    () -> flow.data().size() > rows / 10);

            worker.kill();
            assertThat(flow.ids().size()).isLessThan(rows);
            flow.gate().latency(Duration.ZERO);
            worker.restart();

            awaitAll(flow, rows);
            assertHasAll(flow.ids(), rows, guarantee);
        }
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void goesOnWhenTheDatabaseIsRestartedInTheMiddleOfAResult(Guarantee guarantee) throws IOException {
        int rows = Platform.scaled(40_000);
        WorkerProcess worker = Platform.worker(Line.CURRENT, guarantee);
        try (PostgresServer server = PostgresServer.start();
                TableFlow flow = slow(server, rows).fill(rows).on(worker)) {
            Eventually.holds(
                    "a part of the rows is in Kafka",
                    PATIENCE,
                    () -> flow.data().size() > rows / 10);

            server.restart();
            assertThat(flow.ids().size()).isLessThan(rows);
            flow.gate().latency(Duration.ZERO);

            awaitAll(flow, rows);
            // The task never ended: what it handed over before is not read again.
            assertThat(flow.ids())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, rows).boxed().toList());
            flow.remove(worker);
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void beginsAnewWhenItsOffsetIsDeleted(Line line) throws Exception {
        WorkerProcess worker = Platform.worker(line, Guarantee.AT_LEAST_ONCE);
        try (TableFlow flow = new TableFlow(PostgresServer.shared()).fill(7).on(worker)) {
            Eventually.holds(
                    "its offset is listed",
                    PATIENCE,
                    () -> flow.offset(worker).toString().contains("7"));
            assertThat(flow.offset(worker).toString()).doesNotContain("customer");

            Platform.stop(worker, flow.name());
            // Connect forgets a task before it has ended; the task lets go of the database after its last offset.
            Eventually.holds(
                    "no connection is left", PATIENCE, () -> flow.gate().openConnections() == 0);
            worker.rest().deleteOffsets(flow.name());
            assertThat(flow.offset(worker).isMissingNode()).isTrue();
            worker.rest().resume(flow.name());

            Eventually.holds("every row came twice", PATIENCE, () -> flow.data().size() == 14);
            assertThat(flow.ids()).containsExactly(1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7);
            flow.remove(worker);
        }
    }

    /** A result takes some two hundred ways to the server and back, whatever its size. */
    private static TableFlow slow(PostgresServer server, int rows) {
        TableFlow flow = new TableFlow(server)
                .with(Map.of(
                        "fetch.rows",
                        String.valueOf(Math.max(1, rows / 200)),
                        "batch.max.records",
                        String.valueOf(Math.max(1, rows / 700)),
                        // A worker that comes back waits for the end of the transaction that the dead one left open.
                        "producer.override.transaction.timeout.ms",
                        "10000"));
        // Long against what a busy machine takes to see that a tenth is there.
        flow.gate().latency(Duration.ofMillis(100));
        return flow;
    }

    private static void rollBack(TableFlow flow) throws SQLException {
        try (Connection connection = flow.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO orders (customer, amount) SELECT 'gone', n FROM generate_series(1, 10) n");
            connection.rollback();
        }
    }

    private static void awaitAll(TableFlow flow, int rows) {
        Eventually.holds(
                "all rows are in Kafka",
                PATIENCE,
                () -> flow.data().size() >= rows && new HashSet<>(flow.ids()).size() == rows);
    }

    private static void assertHasAll(List<Integer> ids, int rows, Guarantee guarantee) {
        Set<Integer> all = IntStream.rangeClosed(1, rows).boxed().collect(Collectors.toSet());
        assertThat(new HashSet<>(ids)).isEqualTo(all);
        if (guarantee == Guarantee.EXACTLY_ONCE) {
            assertThat(ids).hasSize(rows);
        }
    }
}
