package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many files, and a large one. */
class VolumeIT {

    private static final int ROW_BYTES = 100;

    @Test
    void readsManySmallFilesOverAHandfulOfSessions() {
        int files = Platform.scaled(10_000);
        WorkerProcess worker = Platform.worker(Line.CURRENT, Guarantee.AT_LEAST_ONCE);
        try (SftpFlow flow = SftpFlow.simulated().with(Map.of("tasks.max", "2"))) {
            for (int file = 0; file < files; file++) {
                flow.drop("orders-" + file + ".csv", "id,text\n" + file + ",a\n");
            }

            flow.on(worker);

            Eventually.holds(
                    "every file is archived",
                    Duration.ofMinutes(10),
                    () -> Folders.names(flow.archive()).size() == files);
            assertThat(flow.data().read()).hasSize(files);
            assertThat(flow.server().sessions()).isLessThanOrEqualTo(6);
            worker.rest().delete(flow.name());
        }
    }

    @Test
    void readsALargeFileWithASmallHeap() throws IOException {
        int rows = Platform.scaled(1_000_000_000 / ROW_BYTES);
        try (WorkerProcess worker =
                        WorkerProcess.start(Platform.settings(Line.CURRENT, Guarantee.AT_LEAST_ONCE, Platform.broker())
                                .withHeap("256m"));
                SftpFlow flow = SftpFlow.simulated()) {
            write(flow.server().root().resolve("upload"), rows);
            Files.move(flow.server().root().resolve("upload"), flow.inbound().resolve("large.csv"));

            flow.on(worker);

            flow.awaitArchived("large.csv", Duration.ofMinutes(20));
            assertThat(flow.data().size()).isEqualTo(rows);
        }
    }

    private static void write(Path file, int rows) throws IOException {
        String filler = "x".repeat(ROW_BYTES - 12);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,text\n");
            for (int row = 0; row < rows; row++) {
                out.write(String.format("%010d", row));
                out.write(',');
                out.write(filler);
                out.write('\n');
            }
        }
    }
}
