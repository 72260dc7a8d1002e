package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An interchange of 1 GB, or the share of it that the property {@code millrace.scale} tells, in a heap of 48 MB. */
class EdiVolumeTest {

    private static final Logger LOG = LoggerFactory.getLogger(EdiVolumeTest.class);

    private static final double SCALE = Double.parseDouble(System.getProperty("millrace.scale", "0.05"));

    private static final long BYTES = (long) (SCALE * (1L << 30));

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "segment"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void readsAnInterchangeManyTimesLargerThanTheHeap(String unit, @TempDir Path folder) throws Exception {
        long transactions = EdiVolume.transactions(BYTES);
        long segments = transactions * 11 + 4;

        Path result = folder.resolve("result");
        run(String.valueOf(BYTES), unit, result.toString());

        String[] printed = Files.readString(result).split(" ", -1);

        assertThat(Long.parseLong(printed[0])).isEqualTo(unit.equals("segment") ? segments : transactions);
        assertThat(Long.parseLong(printed[1])).isEqualTo(transactions);
        assertThat(Long.parseLong(printed[2])).isEqualTo(segments);
        LOG.info(
                "edi by {}: survey {} MB/s, records {} MB/s",
                unit,
                BYTES / 1000 / Math.max(1, Long.parseLong(printed[3])),
                BYTES / 1000 / Math.max(1, Long.parseLong(printed[4])));
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                EdiVolume.class.getName());
        command.command().addAll(List.of(arguments));
        Process process = command.inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
