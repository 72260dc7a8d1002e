package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that dies without a word in the middle of a file. */
class WorkerKillIT {

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void losesNoRowWhenTheWorkerIsKilledMidFile(Guarantee guarantee) {
        int rows = Platform.scaled(200_000);
        try (WorkerProcess worker = WorkerProcess.start(Platform.settings(Line.CURRENT, guarantee, Platform.broker()));
                SftpFlow flow = SftpFlow.simulated()
                        .audited()
                        .with(Map.of("batch.max.records", String.valueOf(Math.max(1, rows / 100))))) {
            // The server would take half a minute for the file, whatever its size: the worker is dead long before.
            flow.server().delayPerRead(Duration.ofMillis(40_000_000L / rows));
            flow.drop("orders.csv", SftpFlow.rows(rows));
            flow.on(worker);
            Eventually.holds("a part of the file is in Kafka", () -> flow.data().size() > rows / 10);

            worker.kill();
            assertThat(flow.archive()).isEmptyDirectory();
            assertThat(flow.data().size()).isLessThan(rows);
            flow.server().delayPerRead(Duration.ZERO);
            worker.restart();

            flow.awaitArchived("orders.csv", Duration.ofMinutes(3));
            List<String> values = flow.data().values();
            Set<String> unique = new HashSet<>(values);
            assertThat(unique).hasSize(rows);
            if (guarantee == Guarantee.EXACTLY_ONCE) {
                assertThat(values).hasSize(rows);
            }
            assertThat(flow.audit().values())
                    .filteredOn(event -> event.contains("\"step\":\"completed\""))
                    .allMatch(event -> event.contains("\"records\":" + rows));
        }
    }
}
