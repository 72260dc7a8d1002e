package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From listings to the files that are to be read, in their order, with nothing uncounted. */
final class FileScanTest {

    private final MemoryFiles files = new MemoryFiles();
    private final List<ScanBench> benches = new ArrayList<>();

    @AfterEach
    void closeBenches() {
        benches.forEach(ScanBench::close);
    }

    @Test
    void readsAFileOnlyWhileItsMarkerStandsBesideIt() {
        files.put("/in/a.csv", "1")
                .put("/in/b.csv", "2")
                .put("/in/b.csv.done", "")
                .put("/in/eu/a.csv.done", "");
        ScanBench bench = bench(options().with(ReadinessSettings.MARKER, "{name}.done"));

        assertThat(bench.look()).containsExactly("/in/b.csv");
        assertThat(bench.tally().notReady).isEqualTo(1);
        files.put("/in/a.csv.done", "");
        assertThat(bench.look()).containsExactly("/in/a.csv", "/in/b.csv");
        files.files.remove("/in/b.csv.done");
        assertThat(bench.look()).containsExactly("/in/a.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "{stem}.ctl, orders.csv, orders.ctl",
        "{stem}.ctl, orders, orders.ctl",
        "{stem}.ctl, a.b.csv, a.b.ctl",
        "ready-{name}, orders.csv, ready-orders.csv",
        "ok.{stem}.flag, .orders, ok..orders.flag",
    })
    void findsTheMarkerByItsTemplate(String template, String name, String marker) {
        files.put("/in/" + name, "1");
        FeedOptions options = options().with(ReadinessSettings.MARKER, template).with(SelectionSettings.EXCLUDE, "");
        ScanBench bench = bench(options);

        assertThat(bench.look()).isEmpty();
        files.put("/in/" + marker, "");
        assertThat(bench.look()).containsExactly("/in/" + name);
    }

    @Test
    void takesNoMarkerAndNoDigestForData() {
        files.put("/in/a.csv.done", "").put("/in/a.csv.sha1", "").put("/in/.hidden.done", "");
        ScanBench bench =
                bench(options().with(ReadinessSettings.MARKER, "{name}.done").with(ReadinessSettings.CHECKSUM, "sha1"));

        assertThat(bench.look()).isEmpty();
        assertThat(bench.tally().companions).isEqualTo(3);
    }

    @Test
    void waitsForMarkerAndDigest() {
        files.put("/in/a.csv", "1").put("/in/a.csv.md5", "x");
        ScanBench bench =
                bench(options().with(ReadinessSettings.MARKER, "{name}.done").with(ReadinessSettings.CHECKSUM, "md5"));

        assertThat(bench.look()).isEmpty();
        files.put("/in/a.csv.done", "");
        assertThat(bench.look()).containsExactly("/in/a.csv");
        files.files.remove("/in/a.csv.md5");
        assertThat(bench.look()).isEmpty();
    }

    @Test
    void waitsUntilTheFileItselfIsStableBesideItsMarker() {
        files.put("/in/a.csv", "1").put("/in/a.csv.done", "");
        ScanBench bench = bench(
                options().with(ReadinessSettings.MARKER, "{name}.done").with(ReadinessSettings.STABLE_SCANS, "2"));

        assertThat(bench.look()).isEmpty();
        assertThat(bench.look()).containsExactly("/in/a.csv");
    }

    @Test
    void keepsOfCompanionsThoseOfItsShareOnlyAndFindsThemAll() {
        for (int i = 0; i < 200; i++) {
            files.put("/in/" + i + ".csv", "1").put("/in/" + i + ".csv.done", "");
        }
        FeedOptions options = options().with(ReadinessSettings.MARKER, "{name}.done");

        List<String> all = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            all.addAll(bench(options, task, 3).look());
        }

        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "name, /in/a /in/b /in/eu/c /in/d",
        "modified, /in/eu/c /in/d /in/b /in/a",
        "size, /in/d /in/a /in/eu/c /in/b"
    })
    void ordersFilesOverAllFolders(String order, String expected) {
        files.put("/in/a", "22", 9)
                .put("/in/b", "4444", 8)
                .put("/in/eu/c", "333", 1)
                .put("/in/d", "1", 7);
        ScanBench bench = bench(options().with(OrderSettings.ORDER, order).with(InputSettings.DEPTH, "1"));

        assertThat(bench.look()).containsExactly(expected.split(" "));
    }

    @Test
    void holdsWhatIsBehindAFileThatIsNotReadyInAStrictOrder() {
        files.put("/in/a", "1").put("/in/c", "3");
        FeedOptions options = options().with(ReadinessSettings.STABLE_SCANS, "2");
        ScanBench loose = bench(options);
        ScanBench strict = bench(options.with(OrderSettings.STRICT, "true"));
        loose.look();
        strict.look();
        files.put("/in/b", "2");

        assertThat(loose.look()).containsExactly("/in/a", "/in/c");
        assertThat(strict.look()).containsExactly("/in/a");
        assertThat(strict.tally().notReady).isEqualTo(2);
        assertThat(strict.tally().pending).isEqualTo(1);
        assertThat(strict.look()).containsExactly("/in/a", "/in/b", "/in/c");
    }

    @Test
    void readsASequenceByItsNumbersAndCountsWhatItHolds() {
        files.put("/in/a-9", "1").put("/in/a-10", "1").put("/in/a-12", "1").put("/in/b-1", "1");
        ScanBench bench = bench(options()
                .with(OrderSettings.ORDER, "sequence")
                .with(OrderSettings.SEQUENCE_PATTERN, "[a-z]-(\\d+)")
                .with(OrderSettings.SEQUENCE_GAP, "1500"));

        assertThat(bench.look()).containsExactly("/in/b-1", "/in/a-9", "/in/a-10");
        assertThat(bench.tally().sequencesHeld).isEqualTo(1);
        assertThat(bench.tally().notReady).isEqualTo(1);
        assertThat(bench.look()).doesNotContain("/in/a-12");
        assertThat(bench.look()).contains("/in/a-12");
        assertThat(bench.tally().sequencesHeld).isZero();
    }

    @Test
    void countsEachListedFileOnceWhateverBecomesOfIt() {
        files.put("/in/ready.csv", "12")
                .put("/in/done.csv", "12")
                .put("/in/way.csv", "12")
                .put("/in/twice.csv", "12");
        for (String name : List.of("ready", "done", "way", "twice")) {
            files.put("/in/" + name + ".csv.done", "");
        }
        files.put("/in/unmarked.csv", "12").put("/in/small.csv", "1").put("/in/old.csv", "12", -90_000);
        files.put("/in/.hidden", "12").put("/in/deep/hidden.tmp", "12");
        for (int i = 0; i < 50; i++) {
            files.put("/in/" + i + ".csv", "12").put("/in/" + i + ".csv.done", "");
        }
        FeedOptions options = options()
                .with(InputSettings.DEPTH, "1")
                .with(ReadinessSettings.MARKER, "{name}.done")
                .with(SelectionSettings.MIN_BYTES, "2")
                .with(SelectionSettings.MAX_AGE, "80000");

        for (int task = 0; task < 2; task++) {
            ScanBench bench = bench(options, task, 2);
            bench.inHand.keep(files.identity("/in/done.csv"));
            bench.inHand.take(files.identity("/in/way.csv"));
            bench.inHand.keepDuplicate(files.identity("/in/twice.csv"));
            bench.look();
            bench.look();

            ScanTally tally = bench.tally();
            assertThat(tally.listed).isEqualTo(files.files.size());
            assertThat(sum(tally)).isEqualTo(tally.listed);
            assertThat(tally.skippedByName).isEqualTo(2);
            assertThat(tally.skippedBySize).isEqualTo(1);
            assertThat(tally.skippedByAge).isEqualTo(1);
            assertThat(tally.companions).isEqualTo(54);
            assertThat(tally.ofOtherTasks).isBetween(15L, 45L);
        }
        assertThat(benches.stream().mapToLong(bench -> bench.tally().done)).containsExactlyInAnyOrder(0L, 1L);
        assertThat(benches.stream().mapToLong(bench -> bench.tally().duplicates))
                .containsExactlyInAnyOrder(0L, 1L);
        assertThat(benches.stream().mapToLong(bench -> bench.tally().pending).sum())
                .isEqualTo(52);
    }

    @Test
    void measuresTheOldestUnprocessedFileFromItsFirstSight() {
        files.put("/in/a", "1");
        ScanBench bench = bench(options().with(ReadinessSettings.STABLE_SCANS, "3"));
        bench.look();
        files.put("/in/a", "another");
        files.put("/in/b", "2");
        bench.look();

        bench.clock.now += 500;

        assertThat(bench.tally().oldestUnprocessed()).isEqualTo(1_500);
        bench.inHand.keep(files.identity("/in/a"));
        bench.look();
        assertThat(bench.tally().oldestUnprocessed()).as("of b now").isEqualTo(1_500);
        files.files.clear();
        bench.look();
        assertThat(bench.tally().oldestUnprocessed()).isZero();
    }

    private static long sum(ScanTally tally) {
        return tally.done
                + tally.pending
                + tally.notReady
                + tally.skippedByName
                + tally.skippedBySize
                + tally.skippedByAge
                + tally.companions
                + tally.ofOtherTasks
                + tally.duplicates;
    }

    private ScanBench bench(FeedOptions options) {
        return bench(options, 0, 1);
    }

    private ScanBench bench(FeedOptions options, int task, int tasks) {
        ScanBench bench = new ScanBench(files.connect(), options, task, tasks);
        benches.add(bench);
        return bench;
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }
}
