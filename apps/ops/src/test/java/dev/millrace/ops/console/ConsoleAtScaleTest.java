package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.connect.SimulatedConnect;
import dev.millrace.ops.map.MapSection;
import dev.millrace.ops.watch.ClusterQuestions;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.RegistryEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The console over 500 connectors. */
final class ConsoleAtScaleTest {

    /** An hour of looks, ten seconds apart. */
    private static final int LOOKS = 360;
    /** What a page in the making, a connection or a table that grew may be more, in bytes. */
    private static final long TOLERANCE = 3_000_000;

    @Test
    void showsItsFirstPageOfAll(TestReporter reporter) {
        Clock clock = Clock.systemUTC();
        try (SimulatedConnect connect = ManyLooks.cluster()) {
            ClusterQuestions questions = new ClusterQuestions(
                    connect.api(), new RegistryEntries(Optional.empty(), clock), () -> Figures.NONE, clock);
            long begun = System.nanoTime();
            ClusterView view = questions.apply(ClusterView.EMPTY);
            long looked = System.nanoTime();
            try (RunningConsole console = RunningConsole.open(new MapSection(() -> view))) {
                long asked = System.nanoTime();
                String first = console.get("/").body();
                long shown = System.nanoTime();
                String second = console.get("/").body();
                long again = System.nanoTime();

                assertThat(first).contains("<b>" + ManyLooks.CONNECTORS + "</b> connectors");
                assertThat(second.getBytes(StandardCharsets.UTF_8).length).isLessThan(500_000);
                reporter.publishEntry(Map.of(
                        "first look, ms", ms(begun, looked),
                        "first page, ms", ms(asked, shown),
                        "next page, ms", ms(shown, again),
                        "page, bytes", String.valueOf(second.length())));
            }
        }
    }

    private static String ms(long begun, long ended) {
        return String.valueOf(TimeUnit.NANOSECONDS.toMillis(ended - begun));
    }

    @Test
    void needsNoMoreMemoryAfterAnHourThanAfterAQuarter(TestReporter reporter) throws IOException, InterruptedException {
        int looks = Math.max(12, (int) (LOOKS * Double.parseDouble(System.getProperty("millrace.scale", "0.05"))));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyLooks.class.getName(),
                        String.valueOf(looks))
                .redirectErrorStream(true)
                .start();
        String told;
        try {
            told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.waitFor()).as(told).isZero();
        List<Long> used = told.lines()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
        reporter.publishEntry("bytes used over " + looks + " looks", used.toString());
        assertThat(used).hasSize(4);
        // The lesser of two: a page that was just made may still be held once.
        long early = Math.min(used.get(0), used.get(1));
        long late = Math.min(used.get(2), used.get(3));
        assertThat(late - early).as("growth over %s", used).isLessThan(TOLERANCE);
    }
}
