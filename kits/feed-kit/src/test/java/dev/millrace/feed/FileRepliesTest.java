package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.SideSettings;
import dev.millrace.testkit.DeliveryMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a format brings beside records: headers, notices, and answers that may not leave too early. */
@Timeout(120)
final class FileRepliesTest {

    private static final String FILE = IN + "/a.edi";
    private static final String DONE = ARCHIVE + "/a.edi";
    private static final String ACKS = "acks";
    private static final String OUT = "/out";
    private static final String TEXT = "one\ntwo\nreply r1\nthree\nreply r2\nreply r3\nfour\n";
    private static final List<String> ROWS = List.of("one", "two", "three", "four");

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @Test
    void putsTheHeadersOfTheFormatOnTheRecord() {
        files.put(FILE, "one\n");
        FeedRun run = run(options(), DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(DONE);

        SourceRecord row = run.harness.delivered(FeedOptions.TOPIC).get(0);
        assertThat(row.headers().lastWithName(ScriptFormat.HEADER).value()).isEqualTo("script");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void tellsANoticeByAnEventWithItsCoordinates(DeliveryMode mode) {
        files.put(FILE, "one\nnotice control-number-gap\ntwo\n");
        FeedRun run = run(options().audited(), mode);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.steps()).containsExactly("seen", "started", "noticed", "completed", "archived");
        assertThat(run.events("noticed").get(0).getString("detail")).isEqualTo("control-number-gap");
        assertThat(run.events("completed").get(0).getInt64("records")).isEqualTo(2);
        SourceRecord event = run.harness.delivered(FeedOptions.AUDIT).get(2);
        assertThat(event.sourceOffset().get("position")).isEqualTo(30L);
        assertThat(event.sourceOffset().get("record")).isEqualTo(1L);
        assertThat(event.headers().lastWithName(SideRecords.LINE_HEADER).value())
                .isEqualTo(2L);
        assertThat(run.rows()).containsExactly("one", "two");
    }

    @Test
    void readsOnBehindANoticeWithoutAnAuditTopic() {
        files.put(FILE, "notice a\none\nnotice b\n");
        FeedRun run = run(options(), DeliveryMode.EXACTLY_ONCE);

        run.runUntilThere(DONE);

        assertThat(run.harness.delivered()).hasSize(1);
    }

    @Test
    void makesNoRepliesWithoutAPlaceForThem() {
        files.put(FILE, TEXT);
        FeedRun run = run(options(), DeliveryMode.EXACTLY_ONCE);

        run.runUntilThere(DONE);

        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(run.harness.delivered()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void handsOverNothingFromAReplyOnUntilEveryRecordBeforeItIsConfirmed(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().with(AcknowledgementSettings.TOPIC, ACKS), mode);
        run.harness.holdConfirmations();

        run.harness.pollUntil(2);
        IntStream.range(0, 3).forEach(poll -> run.harness.poll());
        run.harness.confirm(run.harness.unconfirmed().subList(0, 1));
        run.harness.poll();

        assertThat(FeedRun.values(run.harness.polled())).containsExactly("one", "two");
        assertThat(run.harness.polled()).hasSize(2);
        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
        assertThat(run.harness.delivered().stream().map(FileRepliesTest::word))
                .containsExactly("one", "two", "answer r1", "three", "answer r2", "answer r3", "four");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void sendsAReplyUnderItsNameWithItsHeaders(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().with(AcknowledgementSettings.TOPIC, ACKS), mode);

        run.runUntilThere(DONE);

        SourceRecord reply = run.harness.delivered(ACKS).get(0);
        assertThat(reply.key()).isEqualTo("r1");
        assertThat(reply.value()).isEqualTo("answer r1".getBytes(StandardCharsets.UTF_8));
        assertThat(FeedRun.kind(reply)).isEqualTo("ack");
        assertThat(reply.headers().lastWithName(SideRecords.SOURCE_HEADER).value())
                .isEqualTo("memory:///in/a.edi");
        assertThat(reply.headers().lastWithName("partner").value()).isEqualTo("p");
        assertThat(reply.sourceOffset().get("position")).isEqualTo(17L);
        assertThat(reply.sourceOffset().get("record")).isEqualTo(2L);
    }

    @Test
    void sendsAReplyAsTextToAStringConverter() {
        files.put(FILE, TEXT);
        FeedRun run = run(
                options().with(AcknowledgementSettings.TOPIC, ACKS).with(SideSettings.FORM, "string"),
                DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(DONE);

        assertThat(run.harness.delivered(ACKS).get(0).value()).isEqualTo("answer r1");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void writesRepliesIntoTheFolderAndTellsSo(DeliveryMode mode) {
        files.put(FILE, TEXT);
        files.lostAnswers.set(1);
        FeedRun run = run(options().with(AcknowledgementSettings.FOLDER, OUT).audited(), mode);

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        String first = pathOf("r1");
        assertThat(files.names()).containsExactlyInAnyOrder(DONE, first, pathOf("r2"), pathOf("r3"));
        assertThat(files.text(first)).isEqualTo("answer r1");
        assertThat(run.steps())
                .containsExactly(
                        "seen", "started", "acknowledged", "acknowledged", "acknowledged", "completed", "archived");
        assertThat(run.events("acknowledged").get(0).getString("detail")).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void writesNoReplyBeforeItsRecordsAreConfirmed(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().with(AcknowledgementSettings.FOLDER, OUT), mode);
        run.harness.holdConfirmations();

        run.harness.pollUntil(2);
        IntStream.range(0, 3).forEach(poll -> run.harness.poll());

        assertThat(files.names()).containsExactly(FILE);
        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
        assertThat(files.names()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void losesNoReplyAndSendsNoneTooEarlyHoweverItCrashes(DeliveryMode mode) {
        for (int turns = 0; turns < 14; turns++) {
            files.files.clear();
            files.put(FILE, TEXT);
            FeedRun run = new FeedRun(
                    files,
                    options()
                            .with(AcknowledgementSettings.TOPIC, ACKS)
                            .with(AcknowledgementSettings.FOLDER, OUT)
                            .with(TargetSettings.BATCH_RECORDS, "1")
                            .audited(),
                    mode);
            runs.add(run.start());
            for (int turn = 0; turn < turns; turn++) {
                run.turn();
                run.harness.poll();
            }

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(DONE);
            run.turn();

            List<String> words =
                    run.harness.delivered().stream().map(FileRepliesTest::word).toList();
            assertThat(words).as("crash after %d turns", turns).contains("answer r1", "answer r2", "answer r3");
            assertThat(words.indexOf("answer r1")).isGreaterThan(words.indexOf("two"));
            assertThat(words.indexOf("answer r2")).isGreaterThan(words.indexOf("three"));
            assertThat(new HashSet<>(run.rows())).containsExactlyInAnyOrderElementsOf(ROWS);
            assertThat(files.names()).contains(pathOf("r1"), pathOf("r2"), pathOf("r3"));
            if (mode == DeliveryMode.EXACTLY_ONCE) {
                assertThat(run.rows()).isEqualTo(ROWS);
                assertThat(run.harness.delivered(ACKS)).hasSize(3);
                assertThat(run.events("acknowledged")).hasSize(3);
            }
            run.close();
        }
    }

    @Test
    void givesEachFileItsOwnNames() {
        FileIdentity one = new FileIdentity("sftp://a", "/in/x/a.edi", 7, 1);
        FileIdentity other = new FileIdentity("sftp://a", "/in/y/a.edi", 7, 1);

        assertThat(ReplyWriter.nameOf(one, "997-1"))
                .isEqualTo(ReplyWriter.nameOf(one, "997-1"))
                .matches("a\\.edi-[0-9a-f]{8}-997-1")
                .isNotEqualTo(ReplyWriter.nameOf(other, "997-1"));
    }

    private String pathOf(String reply) {
        FileIdentity file = new FileIdentity(MemoryStore.ID, FILE, TEXT.length(), 1_000);
        return OUT + "/" + ReplyWriter.nameOf(file, reply);
    }

    private static String word(SourceRecord record) {
        return record.value() instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(record.value());
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run.start();
    }

    private static FeedOptions options() {
        return FeedOptions.of("").with(FeedConnector.SCRIPT, "plain");
    }
}
