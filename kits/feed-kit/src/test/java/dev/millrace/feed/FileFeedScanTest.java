package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole loop, seen from the folders: what is found, in which order, and what is known again. */
@Timeout(120)
final class FileFeedScanTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";
    private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsSeveralFoldersAndThoseBelowThemButNotItsOwn(DeliveryMode mode) {
        files.put(FILE, "1\n").put("/in/eu/b.txt", "2\n").put("/more/c.txt", "3\n");
        FeedRun run = run(
                options()
                        .with(InputSettings.FOLDERS, "/in,/late,/more")
                        .with(InputSettings.DEPTH, "3")
                        .with(FinishSettings.ARCHIVE_FOLDER, "/in/archive"),
                mode);

        run.start();
        for (String name : List.of("a", "b", "c")) {
            run.runUntilThere("/in/archive/" + name + ".txt");
        }
        files.put("/late/d.txt", "4\n");
        run.runUntilThere("/in/archive/d.txt");

        assertThat(run.rows()).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"move", "delete"})
    void deletesMarkerAndDigestAfterTheirFileIsGone(String afterRead) {
        files.put(FILE, "").put(FILE + ".done", "").put(FILE + ".md5", EMPTY_MD5);
        FeedOptions options = afterRead.equals("move") ? options() : deleting();
        FeedRun run = run(
                options.audited().with(ReadinessSettings.MARKER, "{name}.done").with(ReadinessSettings.CHECKSUM, "md5"),
                DeliveryMode.AT_LEAST_ONCE);

        run.start().harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(files.names()).isEqualTo(afterRead.equals("move") ? java.util.Set.of(DONE) : java.util.Set.of());
    }

    @Test
    void leavesMarkersWhereFilesStay() {
        files.put(FILE, "1\n").put(FILE + ".done", "");
        FeedRun run = run(keeping().with(ReadinessSettings.MARKER, "{name}.done"), DeliveryMode.AT_LEAST_ONCE);

        run.start().harness.runUntil(() -> run.rows().size() == 1, "the row");
        turns(run);

        assertThat(files.names()).containsExactly(FILE, FILE + ".done");
    }

    @Test
    void leavesTheMarkerOfANewDelivery() {
        files.put(FILE, "1\n").put(FILE + ".done", "");
        FeedRun run =
                run(options().audited().with(ReadinessSettings.MARKER, "{name}.done"), DeliveryMode.AT_LEAST_ONCE);
        run.start().harness.runUntil(() -> run.rows().size() == 1, "the row");

        files.put(FILE, "newer\n", 9_000);
        run.harness.runUntil(() -> run.rows().contains("newer"), "the new delivery");

        run.runUntilThere(DONE);
        assertThat(files.text(DONE)).isEqualTo("newer\n");
    }

    @Test
    void putsAFileOffWhileItsDigestCanNotBeRead() {
        files.put(FILE, "").put(FILE + ".md5", "half a dig").put(IN + "/b.txt", "2\n");
        files.put(IN + "/b.txt.md5", "26ab0db90d72e28ad0ba1e22ee510510");
        FeedRun run = run(options().with(ReadinessSettings.CHECKSUM, "md5"), DeliveryMode.AT_LEAST_ONCE);

        run.start().runUntilThere(ARCHIVE + "/b.txt");
        turns(run);

        assertThat(files.names()).contains(FILE);
        files.put(FILE + ".md5", EMPTY_MD5);
        run.runUntilThere(DONE);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void knowsADuplicateAtOnceAndAfterARestart(DeliveryMode mode) {
        files.put(FILE, "1\n");
        FeedRun run = run(options().audited().with(IdentitySettings.REMEMBER, "3600000"), mode);
        run.start().runUntilThere(DONE);

        files.put(FILE, "1\n");
        run.runUntilThere(DONE + ".2");
        run.harness.runUntil(() -> run.events("archived").size() == 2, "both are told");
        turns(run);
        run.harness.restart();
        files.put(FILE, "1\n");
        run.runUntilThere(DONE + ".3");
        run.harness.runUntil(() -> run.events("archived").size() == 3, "all are told");
        turns(run);

        assertThat(run.rows()).containsExactly("1");
        assertThat(run.steps())
                .containsExactly(
                        "seen", "started", "completed", "archived", "duplicate", "archived", "duplicate", "archived");
        assertThat(run.harness.offsets().all().values())
                .singleElement()
                .extracting(offset -> offset.get("state"))
                .isEqualTo("finished");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsAFileAgainThatExpiredAndRemovesItsEntryInTime(DeliveryMode mode) {
        files.put(FILE, "1\n");
        FeedRun run = run(options().audited().with(IdentitySettings.REMEMBER, "300"), mode);
        run.start().runUntilThere(DONE);

        run.harness.runUntil(() -> run.events("forgotten").size() == 1, "it is forgotten");
        turns(run);
        assertThat(run.harness.offsets().all()).isEmpty();
        files.put(FILE, "1\n");
        run.runUntilThere(DONE + ".2");

        assertThat(run.rows()).containsExactly("1", "1");
        assertThat(run.events("duplicate")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void knowsTheSameContentUnderAnotherName(DeliveryMode mode) {
        files.put(FILE, "1\n");
        FeedRun run = run(
                options()
                        .audited()
                        .with(IdentitySettings.IDENTITY, "content")
                        .with(IdentitySettings.REMEMBER, "3600000"),
                mode);
        run.start().runUntilThere(DONE);

        files.put(IN + "/renamed.txt", "1\n", 7_000).put(IN + "/other.txt", "2\n");
        run.runUntilThere(ARCHIVE + "/renamed.txt");
        run.runUntilThere(ARCHIVE + "/other.txt");
        run.harness.runUntil(() -> run.events("archived").size() == 3, "all are told");

        assertThat(run.rows()).containsExactly("1", "2");
        assertThat(run.events("duplicate"))
                .singleElement()
                .extracting(event -> event.getString("subject"))
                .isEqualTo(MemoryStore.ID + IN + "/renamed.txt");
        assertThat(run.harness.offsets().all().keySet())
                .allSatisfy(partition -> assertThat(partition).containsOnlyKeys("store", "sha256"));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsTwoFilesOfTheSameContentThatComeTogetherOnce(DeliveryMode mode) {
        files.put(FILE, "1\n").put(IN + "/b.txt", "1\n");
        FeedRun run = run(
                options()
                        .audited()
                        .with(IdentitySettings.IDENTITY, "content")
                        .with(IdentitySettings.REMEMBER, "3600000"),
                mode);

        run.start().runUntilThere(ARCHIVE + "/b.txt");

        assertThat(files.names()).containsExactly(DONE, ARCHIVE + "/b.txt");
        assertThat(run.rows()).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void resumesAFileThatIsKnownByItsContent(DeliveryMode mode) {
        files.put(FILE, "1\n2\n3\n4\n");
        FeedOptions options =
                keeping().with(IdentitySettings.IDENTITY, "content").with(TargetSettings.BATCH_RECORDS, "1");
        FeedRun run = run(options, mode).start();
        run.harness.runUntil(() -> run.rows().size() == 2, "two rows");
        turns(run);

        run.harness.restart();
        turns(run);
        run.harness.restart();
        turns(run);

        assertThat(run.rows()).containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void takesANameForTheSameFileWhileItsEntryIsKept(DeliveryMode mode) {
        files.put(FILE, "1\n");
        FeedRun run = run(
                options().audited().with(IdentitySettings.IDENTITY, "path").with(IdentitySettings.REMEMBER, "3600000"),
                mode);
        run.start().runUntilThere(DONE);

        files.put(FILE, "changed\n", 9_000);
        run.runUntilThere(DONE + ".2");

        assertThat(run.rows()).containsExactly("1");
        assertThat(run.harness.offsets().all().keySet())
                .allSatisfy(
                        partition -> assertThat(partition).isEqualTo(Map.of("store", MemoryStore.ID, "path", FILE)));
    }

    @Test
    void deletesNoDuplicateThatNobodyHasRead() {
        files.put(FILE, "1\n");
        FeedRun run = run(
                deleting().audited().with(IdentitySettings.IDENTITY, "path").with(IdentitySettings.REMEMBER, "3600000"),
                DeliveryMode.AT_LEAST_ONCE);
        run.start().harness.runUntil(() -> files.names().isEmpty(), "it is deleted");

        files.put(FILE, "2\n", 8_000);
        run.harness.runUntil(() -> files.names().isEmpty(), "one of the same size is deleted");
        files.put(FILE, "another\n", 9_000);
        run.harness.runUntil(() -> run.events("duplicate").size() == 2, "the duplicate is told");
        turns(run);

        assertThat(files.names()).containsExactly(FILE);
        assertThat(run.rows()).containsExactly("1");
        assertThat(run.events("duplicate")).hasSize(2);
    }

    @Test
    void readsASequenceInOrderAndTellsOfAGapWhenItGoesOn() {
        for (int number : new int[] {2, 10, 9, 12}) {
            files.put(IN + "/a-" + number + ".txt", number + "\n");
        }
        FeedRun run = run(
                options()
                        .audited()
                        .with(OrderSettings.ORDER, "sequence")
                        .with(OrderSettings.SEQUENCE_PATTERN, "a-(\\d+)\\.txt")
                        .with(OrderSettings.SEQUENCE_GAP, "200"),
                DeliveryMode.EXACTLY_ONCE);

        run.start().runUntilThere(ARCHIVE + "/a-12.txt");

        assertThat(run.rows()).containsExactly("2", "9", "10", "12");
        assertThat(run.events("sequence_gap"))
                .extracting(event -> event.getString("detail"))
                .containsExactly("3 to 8", "11");
        assertThat(run.events("sequence_gap"))
                .extracting(event -> event.getString("subject"))
                .containsExactly(MemoryStore.ID + IN + "/a-9.txt", MemoryStore.ID + IN + "/a-12.txt");
    }

    @Test
    void readsNothingBehindAFileThatIsLockedInAStrictOrder() {
        files.put(FILE, "1\n").put(IN + "/b.txt", "2\n");
        files.denied.add(FILE);
        FeedRun run = run(options().with(OrderSettings.STRICT, "true"), DeliveryMode.AT_LEAST_ONCE);
        run.start();
        turns(run);

        assertThat(run.rows()).isEmpty();
        files.denied.clear();
        run.runUntilThere(ARCHIVE + "/b.txt");
        assertThat(run.rows()).containsExactly("1", "2");
    }

    @Test
    void readsAFileOnceItsManifestListsIt() {
        files.put(FILE, "1\n").put(IN + "/b.txt", "2\n");
        FeedRun run = run(options().with(ReadinessSettings.MANIFEST, "*.manifest"), DeliveryMode.AT_LEAST_ONCE);
        run.start();
        turns(run);
        assertThat(run.rows()).isEmpty();

        files.put(IN + "/today.manifest", "a.txt,2\n");
        run.runUntilThere(DONE);
        turns(run);

        assertThat(run.rows()).containsExactly("1");
        assertThat(files.names()).contains(IN + "/b.txt", IN + "/today.manifest");
    }

    private static void turns(FeedRun run) {
        for (int turn = 0; turn < 6; turn++) {
            run.turn();
        }
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run;
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }

    private static FeedOptions keeping() {
        return options().with(FinishSettings.AFTER_READ, "keep").without(FinishSettings.ARCHIVE_FOLDER);
    }

    private static FeedOptions deleting() {
        return options().with(FinishSettings.AFTER_READ, "delete").without(FinishSettings.ARCHIVE_FOLDER);
    }
}
