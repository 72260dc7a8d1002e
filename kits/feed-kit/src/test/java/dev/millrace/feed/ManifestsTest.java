package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that wait for a manifest. */
final class ManifestsTest {

    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final MemoryFiles files = new MemoryFiles();
    private final List<ScanBench> benches = new ArrayList<>();

    @AfterEach
    void closeBenches() {
        benches.forEach(ScanBench::close);
    }

    @Test
    void readsTheFilesThatAManifestLists() {
        files.put("/in/a.csv", "12").put("/in/b.csv", "12").put("/in/c.csv", "12");
        ScanBench bench = bench("1");
        assertThat(bench.look()).isEmpty();

        files.put("/in/manifest-1.txt", "a.csv,2\nb.csv\nz.csv,9\n");

        assertThat(bench.look()).containsExactly("/in/a.csv", "/in/b.csv");
        assertThat(bench.tally().notReady).isEqualTo(1);
        assertThat(bench.tally().companions).isEqualTo(1);
        assertThat(bench.tally().missingByManifest).isEqualTo(1);
    }

    @Test
    void waitsUntilTheManifestItselfIsStableAndReadsItOnce() {
        files.put("/in/a.csv", "12").put("/in/manifest-1.txt", "a.csv");
        ScanBench bench = bench("2");

        assertThat(bench.look()).isEmpty();
        files.put("/in/manifest-1.txt", "a.csv,2");
        assertThat(bench.look()).isEmpty();
        assertThat(bench.look()).containsExactly("/in/a.csv");
        assertThat(bench.look()).containsExactly("/in/a.csv");
        assertThat(files.opened).containsExactly("/in/manifest-1.txt@0");
    }

    @Test
    void waitsForTheListedSize() {
        files.put("/in/a.csv", "1").put("/in/manifest-1.txt", "a.csv,2");
        ScanBench bench = bench("1");

        assertThat(bench.look()).isEmpty();
        files.put("/in/a.csv", "12");
        assertThat(bench.look()).containsExactly("/in/a.csv");
    }

    @Test
    void believesTheManifestThatWasModifiedLast() {
        files.put("/in/a.csv", "12");
        files.put("/in/manifest-1.txt", "a.csv,2", 2_000).put("/in/manifest-2.txt", "a.csv,3", 1_000);
        ScanBench bench = bench("1");

        assertThat(bench.look()).containsExactly("/in/a.csv");
        files.put("/in/manifest-2.txt", "a.csv,3", 3_000);
        assertThat(bench.look()).isEmpty();
        files.files.remove("/in/manifest-2.txt");
        assertThat(bench.look()).containsExactly("/in/a.csv");
    }

    @Test
    void listsFilesOfItsOwnFolderOnly() {
        files.put("/in/a.csv", "12").put("/in/eu/a.csv", "12").put("/in/eu/manifest-1.txt", "a.csv,2");

        assertThat(bench("1").look()).containsExactly("/in/eu/a.csv");
    }

    @Test
    void countsAFileThatWasReadNotAsMissing() {
        files.put("/in/a.csv", "12").put("/in/manifest-1.txt", "a.csv,2\nb.csv,2\n");
        ScanBench bench = bench("1");
        bench.look();

        files.files.remove("/in/a.csv");
        bench.look();

        assertThat(bench.tally().missingByManifest).as("b.csv").isEqualTo(1);
        files.put("/in/manifest-1.txt", "a.csv,2\nb.csv,3\n", 5_000);
        bench.look();
        assertThat(bench.tally().missingByManifest).as("announced anew").isEqualTo(2);
    }

    @Test
    void showsAManifestThatCanNotBeReadAndReadsItWhenItIsMended() {
        files.put("/in/a.csv", "12").put("/in/manifest-1.txt", "a.csv,2\nb.csv,many\n");
        ScanBench bench = bench("1");

        assertThat(bench.look()).isEmpty();
        assertThat(bench.tally().unreadableManifests).isEqualTo(1);
        files.put("/in/manifest-1.txt", "a.csv,2\nb.csv,1\n", 2_000);
        assertThat(bench.look()).containsExactly("/in/a.csv");
        assertThat(bench.tally().unreadableManifests).isZero();
    }

    @Test
    void readsAManifestThatIsUnlockedThoughNothingElseChanged() {
        files.put("/in/a.csv", "12").put("/in/manifest-1.txt", "a.csv,2");
        files.denied.add("/in/manifest-1.txt");
        ScanBench bench = bench("1");

        assertThat(bench.look()).isEmpty();
        files.denied.clear();
        assertThat(bench.look()).containsExactly("/in/a.csv");
    }

    @Test
    void refusesAManifestBeyondItsLimit() {
        byte[] huge = new byte[(int) Manifests.MOST_BYTES + 1];
        files.put("/in/a.csv", "12").put("/in/manifest-1.txt", huge, 1);
        ScanBench bench = bench("1");

        assertThat(bench.look()).isEmpty();
        assertThat(bench.tally().unreadableManifests).isEqualTo(1);
        assertThat(files.opened).isEmpty();
    }

    @Test
    void passesTheListedDigestOn() {
        files.put("/in/a.csv", "").put("/in/manifest-1.txt", "a.csv,0," + SHA256);
        ScanBench bench = bench("1");
        bench.look();

        assertThat(bench.scan.expectedDigest(files.identity("/in/a.csv")))
                .contains(new ExpectedDigest("SHA-256", SHA256));
    }

    private ScanBench bench(String stableScans) {
        FeedOptions options = FeedOptions.of("")
                .with(InputSettings.DEPTH, "1")
                .with(ReadinessSettings.MANIFEST, "manifest-*.txt")
                .with(ReadinessSettings.STABLE_SCANS, stableScans);
        ScanBench bench = new ScanBench(files.connect(), options, 0, 1);
        benches.add(bench);
        return bench;
    }
}
