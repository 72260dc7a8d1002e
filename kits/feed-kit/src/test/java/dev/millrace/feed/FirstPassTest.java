package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.PackedFiles.Packing;
import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.content.ContentFailure;
import dev.millrace.feed.content.Pgp;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Sleeper;
import dev.millrace.testkit.DeliveryMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a file before its first record leaves, and what becomes of one that is not what it should be. */
@Timeout(120)
final class FirstPassTest extends SpoolingRuns {

    private static final String FILE = IN + "/a.bin";
    private static final String DONE = ARCHIVE + "/a.bin";
    private static final String BAD = QUARANTINE + "/a.bin";

    FirstPassTest(@TempDir Path spool) {
        super(spool);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void handsOverAWholeFileAfterItWasReadToItsEndAndTransfersItOnce(DeliveryMode mode) {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);
        files.put(FILE, packed, 1);
        FeedRun run = run(whole(), mode);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(files.transferred).hasValue(packed.length);
        assertThat(run.events("completed").get(0).getString("payloadHash")).isEqualTo(hash("SHA-256", packed));
        assertThat(spooled()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad some-code\n", "fatal some-code\n", "bad some-code\nbad other-code\n"})
    void setsAWholeFileAsideWithoutHandingAnyOfItOver(String end) {
        files.put(FILE, "row 0\nrow 1\n" + end);
        FeedRun run = run(whole().with(FeedConnector.SCRIPT, "plain"), DeliveryMode.AT_LEAST_ONCE);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).isEmpty();
        assertThat(files.names()).containsExactly(BAD, BAD + ".error.json");
        assertThat(run.steps()).containsExactly("seen", "started", "quarantined", "archived");
        assertThat(run.events("quarantined")).singleElement().satisfies(event -> {
            assertThat(event.getString("reason")).isEqualTo("some-code");
            assertThat(event.getInt64("records")).isEqualTo(2);
            assertThat(event.getString("payloadHash")).isNotEmpty();
        });
        assertThat(spooled()).isEmpty();
    }

    @Test
    void setsAWholeFileAsideThatIsTruncatedAtItsVeryEnd() {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);
        files.put(FILE, Arrays.copyOf(packed, packed.length - 2), 1);
        FeedRun run = run(whole(), DeliveryMode.EXACTLY_ONCE);

        run.runUntilThere(BAD);

        assertThat(run.harness.delivered(FeedOptions.TOPIC)).isEmpty();
        assertThat(run.events("quarantined").get(0).getString("reason")).isEqualTo(ContentFailure.TRUNCATED);
    }

    @Test
    void stopsAtABadWholeFileWhereNobodyWouldHearOfIt() {
        files.put(FILE, "row 0\nbad some-code\n");
        FeedRun run = run(
                FeedOptions.of("")
                        .with(FeedConnector.SCRIPT, "plain")
                        .with(SpoolSettings.ACCEPTANCE, "whole")
                        .with(SpoolSettings.FOLDER, spool.toString()),
                DeliveryMode.EXACTLY_ONCE);

        assertThatThrownBy(() -> run.harness.runUntil(() -> false, "the task stops"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("some-code");

        assertThat(run.harness.polled()).isEmpty();
        assertThat(files.names()).containsExactly(FILE);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void resumesAWholeFileFromACrashAtEveryRecord(DeliveryMode mode) {
        byte[] content = PackedFiles.zip("a.txt", "row 0\nrow 1\n", "b.txt", "row 2\nrow 3\nrow 4\n");

        crashAtEveryRecord("a.bin", content, whole(), mode);
    }

    @Test
    void leavesAFileInPlaceThatDoesNotFitIntoTheSpool() {
        byte[] packed = PackedFiles.pack(Packing.GZIP, "row\n".repeat(1_000));
        files.put(FILE, packed, 1).put(IN + "/b.txt", "x\n".repeat(1_000)).put(IN + "/c.txt", "fits\n");
        FeedRun run = run(whole().with(SpoolSettings.MAX_BYTES, "1024"), DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(ARCHIVE + "/c.txt");
        IntStream.range(0, 5).forEach(turn -> run.turn());

        assertThat(run.rows()).containsExactly("fits");
        assertThat(files.names()).contains(FILE, IN + "/b.txt");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void deletesWhatACrashLeftOfThisTaskAlone() throws IOException {
        String ours = "millrace-" + HexFormat.of().formatHex("feed".getBytes(StandardCharsets.UTF_8)) + "-0-1.spool";
        Files.writeString(spool.resolve(ours), "left");
        Files.writeString(spool.resolve(ours.replace("-0-", "-1-")), "of another task");
        files.put(FILE, TEXT);
        FeedRun run = run(whole(), DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(DONE);

        assertThat(spooled()).containsExactly(ours.replace("-0-", "-1-"));
    }

    @Test
    void givesTheFormatItsSurveyByTransferringTheFileTwice() {
        files.put(FILE, TEXT);
        FeedRun run =
                run(FeedOptions.of("").with(FeedConnector.SCRIPT, ScriptFormat.SURVEYED), DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(DONE);

        assertThat(surveyHeaders(run)).hasSize(5).containsOnly("of 5");
        assertThat(files.transferred).hasValue(2L * TEXT.length());
    }

    @Test
    void givesTheFormatItsSurveyOfEachEntryFromTheSpoolAndAgainAfterACrash() {
        files.put(FILE, PackedFiles.zip("a.txt", "row 0\nrow 1\n", "b.txt", "row 2\nrow 3\nrow 4\n"), 1);
        FeedRun run = run(
                FeedOptions.of("")
                        .with(FeedConnector.SCRIPT, ScriptFormat.SURVEYED)
                        .with(TargetSettings.BATCH_RECORDS, "1")
                        .with(SpoolSettings.FOLDER, spool.toString()),
                DeliveryMode.EXACTLY_ONCE);
        run.harness.runUntil(() -> run.rows().size() >= 3, "the second entry is begun");

        run.harness.crash();
        run.harness.start();
        run.runUntilThere(DONE);

        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(surveyHeaders(run)).containsExactly("of 2", "of 2", "of 3", "of 3", "of 3");
    }

    @Test
    void letsAFileGoThatChangedBetweenThePasses() {
        String text = TEXT.repeat(10);
        files.put(FILE, text, 1);
        files.whileReading = () -> {
            if (files.transferred.get() > 0) {
                files.put(FILE, text.replace('0', '9'), 1);
            }
        };
        FeedRun run = run(
                FeedOptions.of("")
                        .with(FeedConnector.SCRIPT, ScriptFormat.SURVEYED)
                        .audited(),
                DeliveryMode.AT_LEAST_ONCE);

        run.harness.runUntil(
                () -> run.steps().contains("changed") || run.steps().contains("completed"), "it is told");

        assertThat(run.steps()).contains("changed").doesNotContain("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-1", "SHA-256"})
    void provesTheDigestThatTheSenderTold(String algorithm) throws IOException {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);
        files.put(FILE, packed, 1);
        FirstPass pass = pass(FeedOptions.of(""));
        ExpectedDigest right = new ExpectedDigest(algorithm, hash(algorithm, packed));
        ExpectedDigest wrong = new ExpectedDigest(algorithm, hash(algorithm, new byte[0]));

        assertThat(pass.isNeeded(Optional.of(right))).isTrue();
        assertThat(pass.run(files.identity(FILE), FileOffset.START, Optional.of(right), false, () -> {}))
                .isInstanceOfSatisfying(
                        FirstPass.Accepted.class,
                        accepted -> assertThat(accepted.bytes().pass().sha256()).contains(hash("SHA-256", packed)));
        assertThat(pass.run(files.identity(FILE), FileOffset.START, Optional.of(wrong), false, () -> {}))
                .isInstanceOfSatisfying(FirstPass.Refused.class, refused -> {
                    assertThat(refused.failure().code()).isEqualTo(ContentFailure.CHECKSUM);
                    assertThat(refused.totals().sha256()).contains(hash("SHA-256", packed));
                });
    }

    @Test
    void namesTheWrongDigestRatherThanWhatFollowsFromIt() throws IOException {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);
        byte[] cut = Arrays.copyOf(packed, packed.length - 5);
        files.put(FILE, cut, 1);
        ExpectedDigest told = new ExpectedDigest("SHA-256", hash("SHA-256", packed));

        FirstPass.Outcome outcome =
                pass(whole()).run(files.identity(FILE), FileOffset.START, Optional.of(told), false, () -> {});

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FirstPass.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(ContentFailure.CHECKSUM));
        assertThat(spooled()).isEmpty();
    }

    @Test
    void needsNoPassForAnOrdinaryFile() {
        assertThat(pass(FeedOptions.of("")).isNeeded(Optional.empty())).isFalse();
    }

    @Test
    void stopsInTheMiddleOfAPassWhenTheTaskDoes() {
        files.put(FILE, "row\n".repeat(100_000));
        FirstPass pass = pass(whole());

        assertThatThrownBy(() -> pass.run(files.identity(FILE), FileOffset.START, Optional.empty(), false, () -> {
                    throw new ConnectorFailure(FailureKind.TRANSIENT, Patience.STOPPING, "stopping");
                }))
                .hasMessage("stopping");
        assertThat(spooled()).isEmpty();
    }

    private FirstPass pass(FeedOptions options) {
        FeedSettings settings = options.settings();
        Patience patience = new Patience(settings.retry(), Sleeper.SYSTEM, new Random(1));
        ContentDecoder decoder = new ContentDecoder(settings.content(), new Pgp(settings.pgp()));
        SpoolFolder spools = new SpoolFolder(settings.spool(), "feed", 0);
        SenderMemory memory = new SenderMemory(0, new LongAdder());
        return new FirstPass(files.connect(), settings, decoder, spools, memory, patience);
    }

    private static List<String> surveyHeaders(FeedRun run) {
        return run.harness.delivered(FeedOptions.TOPIC).stream()
                .map(row -> String.valueOf(
                        row.headers().lastWithName(ScriptFormat.HEADER).value()))
                .toList();
    }

    private FeedOptions whole() {
        return spooling().with(SpoolSettings.ACCEPTANCE, "whole");
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
