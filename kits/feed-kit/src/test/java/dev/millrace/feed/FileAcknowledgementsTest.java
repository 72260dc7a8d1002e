package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of electronic data, and the acknowledgements that their senders get. */
@Timeout(300)
final class FileAcknowledgementsTest {

    private static final String FILE = IN + "/orders.edi";
    private static final String DONE = ARCHIVE + "/orders.edi";
    private static final String ACKS = "acks";
    private static final String OUT = "/out";

    /** Accepted and asked for; partly accepted; rejected as a whole; to be answered by 999; and a batch of EDIFACT. */
    private static final String TEXT = x12("000000001", "1", group("PO", "004010", 1, "3", "3"))
            + x12("000000002", "0", group("PO", "004010", 1, "3", "9"))
            + x12("000000003", "0", group("PO", "004010", 1, "3")).replace("IEA*1", "IEA*4")
            + x12("000000004", "0", group("HC", "005010X222A1", 7, "3"))
            + "UNB+UNOC:3+SENDER:14+RECEIVER:14+250102:0304+R1++++1'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'"
            + "UNH+2+ORDERS:D:96A:UN'BGM+220'UNT+4+2'UNZ+2+R1'\n";

    private static final int VALUES = 5;

    private static final List<String> ANSWERS = List.of(
            "ta1-SENDER-000000001.edi accepted",
            "997-SENDER-000000001-1.edi accepted",
            "997-SENDER-000000002-1-at" + TEXT.indexOf("ISA", 10) + ".edi partially-accepted",
            "ta1-SENDER-000000003-at" + TEXT.indexOf("ISA", TEXT.indexOf("IEA*1*000000002")) + ".edi rejected",
            "999-SENDER-000000004-7-at" + TEXT.indexOf("ISA", TEXT.indexOf("IEA*4")) + ".edi accepted",
            "contrl-SENDER-R1-at" + TEXT.indexOf("UNB") + ".edi partially-accepted");

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void answersEachInterchangeBehindItsRecords(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().with(AcknowledgementSettings.TOPIC, ACKS), mode);

        run.runUntilThere(DONE);

        assertThat(run.harness.delivered(ACKS).stream().map(FileAcknowledgementsTest::named))
                .containsExactlyElementsOf(ANSWERS);
        assertThat(run.harness.delivered().stream().map(SourceRecord::topic))
                .containsExactly(
                        "rows",
                        "rows",
                        ACKS,
                        ACKS,
                        "rows",
                        "malformed",
                        ACKS,
                        "malformed",
                        ACKS,
                        "rows",
                        ACKS,
                        "rows",
                        "malformed",
                        ACKS);
        SourceRecord first = run.harness.delivered(ACKS).get(0);
        assertThat(FeedRun.kind(first)).isEqualTo("ack");
        assertThat(text(first)).contains("TA1*000000001*250102*0304*A*000~");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void writesEachAnswerIntoTheFolder(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().with(AcknowledgementSettings.FOLDER, OUT).audited(), mode);

        run.runUntilThere(DONE);

        assertThat(answersInFolder()).hasSize(ANSWERS.size());
        assertThat(answersInFolder().get("997-SENDER-000000001-1.edi")).contains("AK9*A*2*2*2~");
        assertThat(run.events("acknowledged")).hasSize(ANSWERS.size());
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void handsNoAnswerOverUntilEveryRecordOfItsInterchangeIsConfirmed(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(
                options().with(AcknowledgementSettings.TOPIC, ACKS).with(AcknowledgementSettings.FOLDER, OUT), mode);
        run.harness.holdConfirmations();

        run.harness.pollUntil(2);
        run.harness.poll();
        run.harness.confirm(run.harness.unconfirmed().subList(0, 1));
        run.harness.poll();

        assertThat(run.harness.polled())
                .hasSize(2)
                .allMatch(record -> record.topic().equals(FeedOptions.TOPIC));
        assertThat(answersInFolder()).isEmpty();
        run.harness.releaseConfirmations();
        run.runUntilThere(DONE);
        assertThat(answersInFolder()).hasSize(ANSWERS.size());
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void givesEveryAnswerWhereverItCrashes(DeliveryMode mode) {
        Map<String, String> whole = uninterrupted(mode);
        assertThat(whole).hasSize(ANSWERS.size());

        for (int turns = 0; turns < 24; turns++) {
            files.files.clear();
            files.put(FILE, TEXT);
            FeedRun run = run(
                    options()
                            .with(AcknowledgementSettings.TOPIC, ACKS)
                            .with(AcknowledgementSettings.FOLDER, OUT)
                            .with(TargetSettings.BATCH_RECORDS, "1"),
                    mode);
            for (int turn = 0; turn < turns; turn++) {
                run.turn();
            }
            run.harness.poll();

            run.harness.crash();
            run.harness.start();
            run.runUntilThere(DONE);
            run.turn();

            Map<String, String> answers = new LinkedHashMap<>();
            for (SourceRecord record : run.harness.delivered(ACKS)) {
                String before = answers.put(String.valueOf(record.key()), text(record));
                assertThat(before == null || before.equals(text(record)))
                        .as("the same answer after %d turns", turns)
                        .isTrue();
            }
            assertThat(answers).as("crash after %d turns", turns).isEqualTo(whole);
            assertThat(answersInFolder()).as("crash after %d turns", turns).isEqualTo(new TreeMap<>(whole));
            List<String> topics =
                    run.harness.delivered().stream().map(SourceRecord::topic).toList();
            assertThat(topics.indexOf(ACKS)).isGreaterThanOrEqualTo(2);
            if (mode == DeliveryMode.EXACTLY_ONCE) {
                assertThat(run.harness.delivered(ACKS)).hasSize(ANSWERS.size());
                assertThat(run.rows()).hasSize(VALUES);
            }
            assertThat(new LinkedHashSet<>(run.rows())).hasSize(VALUES);
            run.close();
        }
    }

    @Test
    void wantsAPlaceForAcknowledgementsAndAcknowledgementsForAPlace() {
        assertThat(problems(options()))
                .containsExactly("edi.acks asks for acknowledgements, or an entry of edi.partners does, but nothing"
                        + " says where they go: set edi.ack.topic or edi.ack.folder, or set it to none");
        assertThat(problems(options().with("edi.acks", "none").with(AcknowledgementSettings.TOPIC, ACKS)))
                .containsExactly("edi.ack.topic would get nothing: set format to edi and edi.acks to what partners"
                        + " expect, such as auto, or leave this out");
        assertThat(problems(options().with("format", "lines").with(AcknowledgementSettings.FOLDER, OUT)))
                .hasSize(1);
        assertThat(problems(options().with(AcknowledgementSettings.FOLDER, OUT)))
                .isEmpty();
    }

    private static List<String> problems(FeedOptions options) {
        List<String> problems = new ArrayList<>();
        AbstractConfig config = new AbstractConfig(FeedConnector.definition(), options.map(), false);
        FeedSettings.validate(config, options.map(), (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }

    private Map<String, String> uninterrupted(DeliveryMode mode) {
        files.put(FILE, TEXT);
        FeedRun run = run(options().with(AcknowledgementSettings.TOPIC, ACKS), mode);
        run.runUntilThere(DONE);
        Map<String, String> answers = new LinkedHashMap<>();
        run.harness.delivered(ACKS).forEach(record -> answers.put(String.valueOf(record.key()), text(record)));
        run.close();
        return answers;
    }

    /** By the names that the format gave them. */
    private Map<String, String> answersInFolder() {
        Map<String, String> answers = new TreeMap<>();
        files.names().stream()
                .filter(name -> name.startsWith(OUT + "/"))
                .forEach(name -> answers.put(name.replaceFirst(".*/orders\\.edi-[0-9a-f]{8}-", ""), files.text(name)));
        return answers;
    }

    private static String named(SourceRecord reply) {
        return reply.key() + " "
                + reply.headers().lastWithName("edi.ack.status").value();
    }

    private static String text(SourceRecord reply) {
        return new String((byte[]) reply.value(), StandardCharsets.ISO_8859_1);
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run.start();
    }

    private static FeedOptions options() {
        return FeedOptions.of("")
                .with("format", "edi")
                .with("edi.acks", "auto")
                .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED);
    }

    private static String x12(String control, String asks, String group) {
        return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250102*0304*^*00501*" + control
                + "*" + asks + "*P*:~\n" + group.replace("SA*PO", "SA*PO" + control) + "IEA*1*" + control + "~\n";
    }

    /** One transaction set for each count that its trailer states; the true one is 3. */
    private static String group(String function, String version, int control, String... counts) {
        StringBuilder text = new StringBuilder(
                "GS*" + function + "*SENDER*RECEIVER*20250102*0304*" + control + "*X*" + version + "~\n");
        for (int i = 0; i < counts.length; i++) {
            String number = "000" + (i + 1);
            text.append("ST*850*" + number + "~\nBEG*00*SA*PO" + control + number + "**20250102~\nSE*" + counts[i] + "*"
                    + number + "~\n");
        }
        return text + "GE*" + counts.length + "*" + control + "~\n";
    }
}
