package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Platform.Guarantee;
import dev.millrace.it.Platform.Line;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder with more files than anybody should put into one, read by four tasks of a worker with little memory. */
class ManyFilesIT {

    private static final Logger LOG = LoggerFactory.getLogger(ManyFilesIT.class);
    private static final int TASKS = 4;
    private static final int UNFINISHED = 500;
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(1);

    /** The check of the configuration looks once, and each task at its start. */
    private static final int FIRST_LOOKS = 1 + TASKS;

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void readsEachOfVeryManyFilesOnce(Guarantee guarantee) throws IOException {
        int files = Platform.scaled(100_000);
        try (SftpFlow flow = SftpFlow.simulated()
                        .audited()
                        .with(Map.of(
                                "tasks.max", String.valueOf(TASKS),
                                "files.unfinished.max", String.valueOf(UNFINISHED),
                                "scan.interval.ms", String.valueOf(SCAN_INTERVAL.toMillis())));
                WorkerProcess worker = WorkerProcess.start(Platform.settings(Line.CURRENT, guarantee, Platform.broker())
                        .withHeap("256m")
                        .withJvmOptions("-XX:+ExitOnOutOfMemoryError"))) {
            long bytes = fill(flow.server().root(), flow.inbound(), files);

            long began = System.nanoTime();
            flow.on(worker);
            Progress.untilNothingIsLeft(
                    "half of the files were read",
                    worker,
                    flow.name(),
                    () -> Math.max(0, bytes / 2 - flow.server().bytesRead()));
            List<String> midway = flow.offsets(worker);
            Progress.untilNothingIsLeft("the folder is empty", worker, flow.name(), () -> count(flow.inbound()));
            long listings = flow.server().listings("/inbound");
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            LOG.info(
                    "{} files, {}: {} s, {} a second; {} listings; {} offsets midway",
                    files,
                    guarantee,
                    took.toMillis() / 1000.0,
                    files * 1000L / took.toMillis(),
                    listings,
                    midway.size());
            assertThat(listings).isLessThanOrEqualTo(FIRST_LOOKS + TASKS * took.dividedBy(SCAN_INTERVAL));
            assertThat(midway).hasSizeLessThanOrEqualTo(TASKS * UNFINISHED);
            Eventually.holds("no offset is left", () -> flow.offsets(worker).isEmpty());
            assertThat(worker.isRunning()).isTrue();
            assertThat(Folders.names(flow.archive())).hasSize(files);
            List<String> values = flow.data().values();
            assertThat(new HashSet<>(values)).hasSize(files);
            assertThat(values).hasSize(files);
        }
    }

    /** Lets all files appear at once; returns how many bytes they have. */
    private static long fill(Path root, Path inbound, int files) throws IOException {
        Path upload = Files.createDirectory(root.resolve("upload"));
        long bytes = 0;
        for (int file = 0; file < files; file++) {
            String text = "id,text\n" + file + ",a\n";
            Files.writeString(upload.resolve("order-" + file + ".csv"), text);
            bytes += text.length();
        }
        Files.delete(inbound);
        Files.move(upload, inbound);
        return bytes;
    }

    private static long count(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
