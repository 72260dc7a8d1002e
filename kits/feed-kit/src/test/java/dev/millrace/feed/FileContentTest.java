package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.PackedFiles.Packing;
import dev.millrace.feed.content.ContentSettings;
import dev.millrace.testkit.DeliveryMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole loop over packed files: what is read, resumed, and set aside. */
@Timeout(120)
final class FileContentTest {

    private static final String FILE = IN + "/a.bin";
    private static final String DONE = ARCHIVE + "/a.bin";
    private static final List<String> ROWS =
            IntStream.range(0, 5).mapToObj(row -> "row " + row).toList();
    private static final String TEXT = String.join("\n", ROWS) + "\n";
    private static final byte[] ZIP =
            PackedFiles.zip("a.txt", "row 0\nrow 1\n", "none.txt", "", "b.txt", "row 2\n", "c.txt", "row 3\nrow 4\n");

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void readsWhatIsInAPackedFileAndTellsTheHashOfTheFileItself(Packing packing) {
        byte[] packed = PackedFiles.pack(packing, TEXT);
        files.put(FILE, packed, 1);
        FeedRun run = run(options().audited(), DeliveryMode.AT_LEAST_ONCE);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(run.events("completed")).singleElement().satisfies(event -> {
            assertThat(event.getInt64("records")).isEqualTo(5);
            assertThat(event.getString("payloadHash")).isEqualTo(sha256(packed));
        });
        assertThat(files.transferred).hasValue(packed.length);
    }

    @Test
    void readsEachEntryAsADocumentOfItsOwn() {
        files.put(FILE, PackedFiles.zip("in/a.csv", "id\n1\n2\n", "b.csv", "id\n3\n"), 1);
        FeedRun run = run(options().with(FeedSettings.FORMAT, "csv").audited(), DeliveryMode.AT_LEAST_ONCE);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        List<SourceRecord> rows = run.harness.delivered(FeedOptions.TOPIC);
        assertThat(rows).hasSize(3);
        assertThat(rows.stream().map(FileContentTest::entry)).containsExactly("in/a.csv", "in/a.csv", "b.csv");
        assertThat(rows.get(2).sourceOffset().get("entry")).isEqualTo(1L);
        assertThat(rows.get(2).sourceOffset().get("earlier")).isEqualTo(2L);
        assertThat(rows.get(2).sourceOffset().get("packing")).isEqualTo("zip");
        assertThat(rows.get(2).sourceOffset().get("record")).isEqualTo(1L);
        assertThat(run.events("completed").get(0).getInt64("records")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void resumesAPackedFileFromACrashAtEveryRecord(DeliveryMode mode) {
        for (byte[] packed : List.of(PackedFiles.pack(Packing.GZIP, TEXT), ZIP)) {
            for (int turns = 0; turns < 9; turns++) {
                files.files.clear();
                files.put(FILE, packed, 1);
                FeedRun run =
                        run(options().with(TargetSettings.BATCH_RECORDS, "1").audited(), mode);
                for (int turn = 0; turn < turns; turn++) {
                    run.turn();
                }

                run.harness.crash();
                run.harness.start();
                run.runUntilThere(DONE);
                run.turn();

                assertThat(new HashSet<>(run.rows()))
                        .as("crash after %d turns", turns)
                        .containsExactlyInAnyOrderElementsOf(ROWS);
                assertThat(run.events("completed")).isNotEmpty().allSatisfy(event -> {
                    assertThat(event.getInt64("records")).isEqualTo(5);
                    assertThat(event.getString("payloadHash")).isEqualTo(sha256(packed));
                });
                if (mode == DeliveryMode.EXACTLY_ONCE) {
                    assertThat(run.rows()).isEqualTo(ROWS);
                }
                run.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void setsATruncatedFileAsideBehindWhatCouldBeRead(DeliveryMode mode) {
        byte[] packed = PackedFiles.zip("a.txt", TEXT, "b.txt", "lost\n");
        files.put(FILE, Arrays.copyOf(packed, packed.length - 60), 1);
        FeedRun run = run(options().audited().with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE), mode);

        run.runUntilThere(QUARANTINE + "/a.bin");
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).startsWith("row 0", "row 1", "row 2", "row 3", "row 4");
        assertThat(run.steps()).containsExactly("seen", "started", "quarantined", "archived");
        assertThat(run.events("quarantined").get(0).getString("reason")).isEqualTo("content-truncated");
        assertThat(run.events("quarantined").get(0).getString("payloadHash"))
                .isEqualTo(sha256(Arrays.copyOf(packed, packed.length - 60)));
    }

    @Test
    void setsAFileAsideOfWhichNothingCanBeRead() {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);
        files.put(FILE, packed, 1).put(IN + "/b.txt", "next\n");
        FeedRun run = run(
                options()
                        .audited()
                        .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE)
                        .with(ContentSettings.COMPRESSION, "xz"),
                DeliveryMode.EXACTLY_ONCE);

        run.runUntilThere(QUARANTINE + "/a.bin");
        run.runUntilThere(QUARANTINE + "/b.txt");
        run.turn();

        assertThat(run.rows()).isEmpty();
        assertThat(run.steps()).containsSubsequence("seen", "quarantined", "archived");
    }

    @Test
    void stopsAtADefectiveFileWhereNobodyWouldHearOfIt() {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);
        files.put(FILE, Arrays.copyOf(packed, packed.length - 4), 1);
        FeedRun run = run(options(), DeliveryMode.AT_LEAST_ONCE);

        assertThatThrownBy(() -> run.harness.runUntil(() -> false, "the task stops"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("content-truncated");

        assertThat(files.names()).containsExactly(FILE);
    }

    @Test
    void stopsRatherThanGoOnAtAnOffsetOfOtherContent() {
        files.put(FILE, PackedFiles.pack(Packing.GZIP, TEXT), 1);
        FeedOptions options = options().with(TargetSettings.BATCH_RECORDS, "1");
        FeedRun run = run(options, DeliveryMode.EXACTLY_ONCE);
        run.turn();
        run.turn();
        run.turn();
        Map<String, String> changed = new HashMap<>(run.configuration());
        changed.put(ContentSettings.COMPRESSION, "none");

        run.harness.crash();
        assertThatThrownBy(() -> {
                    run.harness.restart(changed);
                    run.harness.runUntil(() -> false, "the task stops");
                })
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset-of-other-content");
    }

    @Test
    void tellsTheEntryOfAMalformedRecord() {
        files.put(FILE, PackedFiles.zip("a.txt", "good\n", "b.txt", "bad bad-code\ngood\n"), 1);
        FeedRun run = run(
                options()
                        .with(FeedConnector.SCRIPT, "plain")
                        .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED)
                        .audited(),
                DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(DONE);

        SourceRecord bad = run.harness.delivered(FeedOptions.MALFORMED).get(0);
        assertThat(entry(bad)).isEqualTo("b.txt");
        assertThat(bad.headers().lastWithName(SideRecords.RECORD_HEADER).value())
                .isEqualTo(0L);
        assertThat(run.events("completed").get(0).getInt64("records")).isEqualTo(2);
    }

    private static Object entry(SourceRecord record) {
        return record.headers().lastWithName(SideRecords.ENTRY_HEADER).value();
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run.start();
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
