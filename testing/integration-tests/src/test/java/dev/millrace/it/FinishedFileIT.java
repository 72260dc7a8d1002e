package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a file counts as finished, on both lines of Kafka and with both guarantees. */
class FinishedFileIT {

    static Stream<Arguments> workers() {
        return Stream.of(Line.values())
                .flatMap(line -> Stream.of(Guarantee.values()).map(guarantee -> Arguments.of(line, guarantee)));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void archivesAFileThatKafkaHasWholeAndForgetsItsOffset(Line line, Guarantee guarantee) {
        WorkerProcess worker = Platform.worker(line, guarantee);
        try (SftpFlow flow = new SftpFlow().audited().on(worker)) {

            flow.drop("orders.csv", SftpFlow.rows(1_000));

            flow.awaitArchived("orders.csv");
            assertThat(flow.data().read()).hasSize(1_000);
            awaitForgotten(flow, worker);
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void archivesAFileWhoseLastRecordATransformDrops(Line line, Guarantee guarantee) {
        WorkerProcess worker = Platform.worker(line, guarantee);
        try (SftpFlow flow = dropping("id", "99").audited().on(worker)) {

            flow.drop("orders.csv", SftpFlow.rows(100));

            flow.awaitArchived("orders.csv");
            assertThat(flow.data().read()).hasSize(99);
            awaitForgotten(flow, worker);
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void archivesAFileOfWhichATransformDropsEverything(Line line, Guarantee guarantee) {
        WorkerProcess worker = Platform.worker(line, guarantee);
        try (SftpFlow flow = dropping("text", "*").audited().on(worker)) {

            flow.drop("orders.csv", SftpFlow.rows(100));

            flow.awaitArchived("orders.csv");
            assertThat(flow.data().read()).isEmpty();
            awaitForgotten(flow, worker);
            worker.rest().delete(flow.name());
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void archivesEmptyFilesWithoutAnAuditTopicToo(Line line, Guarantee guarantee) {
        WorkerProcess worker = Platform.worker(line, guarantee);
        try (SftpFlow flow = dropping("text", "*").on(worker)) {

            flow.drop("empty.csv", "");
            flow.drop("header.csv", "id,text\n");
            flow.drop("dropped.csv", SftpFlow.rows(10));

            flow.awaitArchived("empty.csv");
            flow.awaitArchived("header.csv");
            flow.awaitArchived("dropped.csv");
            assertThat(flow.offsets(worker)).isEmpty();
            worker.rest().delete(flow.name());
        }
    }

    private static void awaitForgotten(SftpFlow flow, WorkerProcess worker) {
        Eventually.holds(
                "no offset of a finished file is listed",
                () -> flow.offsets(worker).isEmpty());
        Eventually.holds("four events", () -> flow.audit().read().size() >= 4);
        assertThat(flow.audit().values())
                .hasSize(4)
                .anyMatch(event -> event.contains("\"step\":\"seen\""))
                .anyMatch(event -> event.contains("\"step\":\"started\""))
                .anyMatch(event -> event.contains("\"step\":\"completed\""))
                .anyMatch(event -> event.contains("\"step\":\"archived\""));
    }

    private static SftpFlow dropping(String field, String text) {
        return new SftpFlow()
                .with(Map.of(
                        "transforms", "drop",
                        "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter",
                        "transforms.drop.predicate", "matching",
                        "predicates", "matching",
                        "predicates.matching.type", FieldEquals.class.getName(),
                        "predicates.matching.field", field,
                        "predicates.matching.text", text));
    }
}
