package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.SideSettings;
import dev.millrace.testkit.DeliveryMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ways on which something could get lost unseen between the parts of the loop. */
@Timeout(120)
final class FeedLossTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";
    private static final String BAD = QUARANTINE + "/a.txt";
    private static final String OUT = "/out";

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();
    private final Path spool;

    FeedLossTest(@TempDir Path spool) {
        this.spool = spool;
    }

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void writesTheReplyBeforeItStopsBehindIt(DeliveryMode mode) {
        files.put(FILE, "one\nreply r1\ntwo\nreply r2\nbad some-code\n");
        FeedRun run = run(script().with(AcknowledgementSettings.FOLDER, OUT), mode);

        assertThatThrownBy(() -> run.runUntilThere(DONE))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("some-code");

        assertThat(run.rows()).containsExactly("one", "two");
        assertThat(files.names()).filteredOn(name -> name.startsWith(OUT)).hasSize(2);
    }

    @Test
    void stopsWhereAReplyCanNeverBeWritten() {
        files.put(FILE, "one\nreply r1\ntwo\n");
        files.loginRefused = true;
        FeedRun run = run(script().with(AcknowledgementSettings.FOLDER, OUT), DeliveryMode.AT_LEAST_ONCE);

        assertThatThrownBy(() -> run.runUntilThere(DONE)).isInstanceOf(ConnectException.class);

        assertThat(run.rows()).containsExactly("one");
    }

    @Test
    void handsNothingOverOfAWholeFileThatReadingWouldEndHalfway() {
        files.put(FILE, "row\nbad some-code\n" + "row\n".repeat(8));
        FeedRun run = run(
                script().audited()
                        .with(SpoolSettings.ACCEPTANCE, "whole")
                        .with(SpoolSettings.FOLDER, spool.toString())
                        .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE)
                        .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED)
                        .with(MalformedSettings.MAX_PERCENT, "20")
                        .with(MalformedSettings.MAX_PERCENT_AFTER, "2"),
                DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(BAD);

        assertThat(run.rows()).isEmpty();
    }

    @Test
    void tellsOfTheStartOnceAndNeverMovesBackBehindIt() {
        for (int second = 0; second < 5; second++) {
            files.files.clear();
            files.put(FILE, "notice a\n");
            FeedRun run = run(script().audited(), DeliveryMode.EXACTLY_ONCE);
            run.harness.runUntil(() -> run.events("noticed").size() == 1, "the notice");
            run.harness.crash();
            run.harness.start();
            for (int turn = 0; turn < second; turn++) {
                run.turn();
            }

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(DONE);

            assertThat(run.events("noticed")).as("crash after %d turns", second).hasSize(1);
            assertThat(run.events("started")).hasSize(1);
        }
    }

    @Test
    void givesEachNoticeAnIdentityOfItsOwn() {
        files.put(FILE, "notice a\none\nnotice a\nnotice b\n");
        FeedRun run = run(script().audited(), DeliveryMode.EXACTLY_ONCE);

        run.runUntilThere(DONE);

        assertThat(run.events("noticed"))
                .extracting(event -> event.getString("id"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsANameThatComesAgainWhileItsEntryIsBeingRemoved(DeliveryMode mode) {
        files.put(FILE, "first\n");
        FeedRun run = run(FeedOptions.of("").audited().with(IdentitySettings.IDENTITY, "path"), mode);
        run.runUntilThere(DONE);

        files.put(FILE, "second one\n", 2_000);
        run.runUntilThere(DONE + ".2");

        assertThat(run.rows()).containsExactly("first", "second one");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsANameThatComesAgainWhereverACrashFell(DeliveryMode mode) {
        for (int turns : FeedRun.crashes(mode)) {
            files.files.clear();
            files.put(FILE, "first\n");
            FeedRun run = run(FeedOptions.of("").audited().with(IdentitySettings.IDENTITY, "path"), mode);
            IntStream.range(0, turns).forEach(turn -> run.turn());
            run.harness.crash();

            boolean wasMoved = !files.names().contains(FILE);
            if (wasMoved) {
                files.put(FILE, "second one\n", 2_000);
            }
            run.harness.start();
            run.harness.runUntil(
                    () -> run.events("archived").size() >= 1 && !files.names().contains(FILE),
                    "all is moved after a crash at turn " + turns);

            assertThat(new HashSet<>(run.rows()))
                    .as("crash at turn %d", turns)
                    .isEqualTo(wasMoved ? Set.of("first", "second one") : Set.of("first"));
            run.close();
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void readsANameThatComesAgainAfterACrashRightBehindTheMove(DeliveryMode mode) {
        files.put(FILE, "first\n");
        FeedRun run = run(FeedOptions.of("").audited().with(IdentitySettings.IDENTITY, "path"), mode);
        while (files.names().contains(FILE)) {
            run.turn();
        }
        run.harness.crash();

        files.put(FILE, "second one\n", 2_000);
        run.harness.start();
        run.runUntilThere(DONE + ".2");

        assertThat(run.rows()).containsExactly("first", "second one");
        run.harness.runUntil(() -> run.harness.offsets().all().isEmpty(), "no entry is left");
    }

    @Test
    void readsAFileWhoseSpoolWasSweptAway() {
        files.put(FILE, "row\n");
        AtomicBoolean swept = new AtomicBoolean();
        files.whileReading = () -> {
            if (swept.compareAndSet(false, true)) {
                sweep();
            }
        };
        FeedRun run = run(
                FeedOptions.of("").with(SpoolSettings.ACCEPTANCE, "whole").with(SpoolSettings.FOLDER, spool.toString()),
                DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(DONE);

        assertThat(run.rows()).containsExactly("row");
        assertThat(swept).isTrue();
    }

    @Test
    void stopsAtADefectThatTheAuditTopicIsNotToHearOf() {
        putTruncated();
        FeedRun run = run(
                FeedOptions.of("").audited().with(SideSettings.AUDIT_EVENTS, "completed"), DeliveryMode.AT_LEAST_ONCE);

        assertThatThrownBy(() -> run.runUntilThere(DONE)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void tellsTheMalformedTopicOfADefectWhereNobodyElseHearsOfIt(DeliveryMode mode) {
        putTruncated();
        FeedRun run = run(FeedOptions.of("").with(MalformedSettings.TOPIC, FeedOptions.MALFORMED), mode);

        run.harness.runUntil(() -> !run.harness.delivered(FeedOptions.MALFORMED).isEmpty(), "the defect is told");
        for (int turn = 0; turn < 8; turn++) {
            run.turn();
        }
        run.harness.restart();
        for (int turn = 0; turn < 8; turn++) {
            run.turn();
        }

        assertThat(run.harness.delivered(FeedOptions.MALFORMED)).hasSize(1);
        assertThat(files.names()).containsExactly(FILE);
    }

    private void putTruncated() {
        byte[] packed = PackedFiles.pack(PackedFiles.Packing.GZIP, "row\n".repeat(10));
        files.put(FILE, Arrays.copyOf(packed, packed.length - 3), 1_000);
    }

    private void sweep() {
        try (Stream<Path> left = Files.list(spool)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run.start();
    }

    private static FeedOptions script() {
        return FeedOptions.of("").with(FeedConnector.SCRIPT, "plain");
    }
}
