package dev.millrace.feed.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged streams: none hangs a reader, none makes it throw, and each is resumed as it was read. A failure prints the seed and
 * the round; {@code millrace.fuzz.rounds} sets how many rounds each seed has, {@code millrace.fuzz.seed} another seed.
 */
class FormatFuzzTest {

    private static final int ROUNDS = Integer.getInteger("millrace.fuzz.rounds", 250);
    private static final List<Long> SEEDS = System.getProperty("millrace.fuzz.seed") == null
            ? List.of(20_250_102L, 4711L)
            : List.of(Long.getLong("millrace.fuzz.seed"));

    /** A round may take so long: a hundred times what it needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static Stream<Arguments> formats() {
        return Formats.names().stream().flatMap(format -> SEEDS.stream().map(seed -> Arguments.of(format, seed)));
    }

    static List<String> names() {
        return Formats.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Timeout(120)
    void readsStreamsWithoutEndInASmallHeap(String format, @TempDir Path folder) throws Exception {
        Path now = folder.resolve("now");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                FuzzFlood.class.getName(),
                format,
                String.valueOf(SEEDS.get(0)),
                now.toString());

        int outcome = new ProcessBuilder(command).inheritIO().start().waitFor();

        assertThat(outcome).as(Files.readString(now)).isZero();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsAndResumesDamagedSamples(String format, long seed) {
        fuzz(FuzzSubjects.of(format), seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "edi", "nacha"})
    void readsAndResumesDamagedFilesOfThirdParties(String folder) throws IOException {
        Map<String, String> options = folder.equals("nacha")
                ? Map.of(
                        "fixed-width.layout.file",
                        System.getProperty("millrace.root", "") + "/config-examples/layouts/nacha.yaml")
                : Map.of();
        List<FuzzSubject> subjects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Fixtures.folder(folder))) {
            files.filter(file -> file.toString().matches(".*\\.(csv|edi|ach)"))
                    .sorted()
                    .forEach(file -> subjects.add(thirdParty(folder, file, options)));
        }

        fuzz(subjects, SEEDS.get(0));
    }

    private static FuzzSubject thirdParty(String folder, Path file, Map<String, String> options) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return FuzzSubject.of(
                    folder.equals("nacha") ? "fixed-width" : folder,
                    file.getFileName().toString(),
                    options,
                    bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fuzz(List<FuzzSubject> subjects, long seed) {
        AtomicReference<String> now = new AtomicReference<>("");
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed * 1_000_003 + round);
            FuzzSubject any = subjects.get(random.nextInt(subjects.size()));
            FuzzSubject subject = random.nextInt(3) == 0 ? any.narrow() : any;
            byte[] damaged = Mutations.of(
                    subject.bytes(),
                    subjects.get(random.nextInt(subjects.size())).bytes(),
                    random);
            now.set("seed " + seed + ", round " + round + ", " + subject + ", bytes "
                    + HexFormat.of().formatHex(damaged, 0, Math.min(damaged.length, 4_096)));
            try {
                Assertions.assertTimeoutPreemptively(PATIENCE, () -> subject.check(damaged, random), now::get);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError(now.get() + ": " + failed.getMessage(), failed);
            }
        }
    }
}
