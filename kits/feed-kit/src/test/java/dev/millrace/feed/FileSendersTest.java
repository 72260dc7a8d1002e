package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.DeliveryMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of electronic data whose control numbers are compared with those of the files before them. */
@Timeout(300)
final class FileSendersTest {

    private static final String GAP = "control-number-gap";
    private static final String DUPLICATE = "control-number-duplicate";

    private final Path folder;
    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    FileSendersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void tellsANumberThatCameInAnotherFileAndOneThatDidNotCome(DeliveryMode mode) {
        FeedRun run = run(options(), mode);
        deliver(run, "a", x12("ACME", 1) + x12("OTHER", 7));

        deliver(run, "b", x12("ACME", 2) + x12("ACME", 4));
        deliver(run, "c", x12("OTHER", 8) + x12("ACME", 3));
        deliver(run, "d", x12("ACME", 4) + x12("OTHER", 10));

        assertThat(notices(run)).containsExactly("b " + GAP, "d " + DUPLICATE, "d " + GAP);
        assertThat(run.rows()).hasSize(8);
    }

    @Test
    void comparesADeliveryThatHasTheNameOfAFinishedOne() {
        FeedRun run = run(options(), DeliveryMode.AT_LEAST_ONCE);
        deliver(run, "a", x12("ACME", 1));
        files.files.remove(ARCHIVE + "/a.edi");

        deliver(run, "a", x12("ACME", 1));

        assertThat(notices(run)).containsExactly("a " + DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void setsAnInterchangeAsideThatCameInAnotherFile(DeliveryMode mode) throws IOException {
        FeedRun run = run(rejecting(), mode);
        deliver(run, "a", x12("ACME", 1));

        deliver(run, "b", x12("ACME", 1) + x12("ACME", 2));

        assertThat(run.rows()).hasSize(2);
        assertThat(malformed(run)).containsExactly("duplicate-interchange");
        assertThat(notices(run)).isEmpty();
    }

    @Test
    void judgesAFileThatIsTriedFirstAsItsReadingDoes() throws IOException {
        FeedOptions options = rejecting()
                .with(SpoolSettings.ACCEPTANCE, "whole")
                .with(
                        SpoolSettings.FOLDER,
                        Files.createDirectory(folder.resolve("spool")).toString())
                .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE);
        FeedRun run = run(options, DeliveryMode.AT_LEAST_ONCE);
        deliver(run, "a", x12("ACME", 1));

        files.put(IN + "/b.edi", x12("ACME", 2) + x12("ACME", 1), 2_000);
        run.runUntilThere(QUARANTINE + "/b.edi");
        deliver(run, "c", x12("ACME", 2));

        assertThat(run.rows()).hasSize(2);
        assertThat(notices(run)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void neverTakesAFileForItsOwnDuplicateWhereverTheTaskDies(DeliveryMode mode) throws IOException {
        String[] names = {"a", "b", "c"};
        for (int turns = 0; turns < 16; turns++) {
            files.files.clear();
            files.put(IN + "/a.edi", x12("ACME", 1) + x12("ACME", 2), 1_000);
            files.put(IN + "/b.edi", x12("ACME", 3) + x12("OTHER", 1), 2_000);
            files.put(IN + "/c.edi", x12("OTHER", 2) + x12("ACME", 4), 3_000);
            FeedRun run = run(rejecting().with(TargetSettings.BATCH_RECORDS, "1"), mode);
            for (int turn = 0; turn < turns; turn++) {
                run.turn();
            }
            run.harness.crash();
            run.harness.start();
            for (String name : names) {
                run.runUntilThere(ARCHIVE + "/" + name + ".edi");
            }

            assertThat(notices(run)).as("a crash behind turn %d", turns).isEmpty();
            assertThat(malformed(run)).as("a crash behind turn %d", turns).isEmpty();
            assertThat(run.rows().stream().distinct())
                    .as("a crash behind turn %d", turns)
                    .hasSize(6);
            run.close();
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void comparesAFileThatWasDeniedHalfwayWithTheOthersAlone(DeliveryMode mode) throws IOException {
        String numbers = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> x12("ACME", number))
                .collect(Collectors.joining());
        files.put(IN + "/a.edi", numbers, 1_000);
        // Within an interchange whose header was seen, so that it is read again.
        int cut = numbers.length() / 2 + 150;
        files.cutAfter = cut;
        files.whileReading = () -> {
            if (files.transferred.get() >= cut) {
                files.denied.add(IN + "/a.edi");
            }
        };
        FeedRun run = run(rejecting().with(TargetSettings.BATCH_RECORDS, "1"), mode);
        run.harness.runUntil(() -> run.rows().size() >= 9, "half of it");
        files.cutAfter = Integer.MAX_VALUE;
        deliver(run, "b", x12("ACME", 21) + x12("ACME", 20));

        files.whileReading = () -> {};
        files.denied.clear();
        run.runUntilThere(ARCHIVE + "/a.edi");

        assertThat(notices(run)).containsExactly("b " + GAP);
        assertThat(malformed(run)).containsExactly("duplicate-interchange");
        assertThat(run.rows()).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void comparesAFileThatWasSetAsideAndComesAgainWithTheOthersAlone() throws IOException {
        FeedRun run = run(
                rejecting()
                        .with("edi.envelope", "strict")
                        .with(MalformedSettings.MAX_PERCENT, "10")
                        .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE),
                DeliveryMode.AT_LEAST_ONCE);
        String mended = x12("ACME", 1) + x12("ACME", 2);
        files.put(IN + "/a.edi", x12("ACME", 1) + x12("ACME", 2).replace("SE*3", "SE*9"), 1_000);
        run.runUntilThere(QUARANTINE + "/a.edi");

        files.put(IN + "/a.edi", mended, 5_000);
        run.runUntilThere(ARCHIVE + "/a.edi");
        files.put(IN + "/b.edi", x12("ACME", 2) + x12("ACME", 3), 6_000);
        run.runUntilThere(QUARANTINE + "/b.edi");

        assertThat(new LinkedHashSet<>(run.rows())).hasSize(3);
        assertThat(malformed(run)).containsExactly("se-segment-count", "duplicate-interchange");
        assertThat(notices(run)).isEmpty();
    }

    @Test
    void goesOnBehindAFileThatWasSetAsideWhenItsNameComesWithTheNextNumbers() throws IOException {
        FeedRun run = run(
                rejecting()
                        .with("edi.envelope", "strict")
                        .with(MalformedSettings.MAX_PERCENT, "10")
                        .with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE),
                DeliveryMode.AT_LEAST_ONCE);
        deliver(run, "a", x12("ACME", 1));
        files.put(IN + "/a.edi", x12("ACME", 2) + x12("ACME", 3).replace("SE*3", "SE*9"), 2_000);
        run.runUntilThere(QUARANTINE + "/a.edi");
        files.files.remove(ARCHIVE + "/a.edi");

        files.put(IN + "/a.edi", x12("ACME", 4), 3_000);
        run.runUntilThere(ARCHIVE + "/a.edi");
        deliver(run, "b", x12("ACME", 5));

        assertThat(run.rows()).hasSize(4);
        assertThat(notices(run)).isEmpty();
    }

    @Test
    void eachOfSeveralTasksComparesWithinAFileAlone() {
        FeedRun run = run(options().with("tasks.max", "2"), DeliveryMode.AT_LEAST_ONCE);
        deliver(run, "a", x12("ACME", 1));

        deliver(run, "b", x12("ACME", 9) + x12("ACME", 9));

        assertThat(notices(run)).containsExactly("b " + DUPLICATE);
    }

    private void deliver(FeedRun run, String name, String text) {
        files.put(IN + "/" + name + ".edi", text, 1_000);
        run.runUntilThere(ARCHIVE + "/" + name + ".edi");
    }

    private static List<String> notices(FeedRun run) {
        return run.harness.delivered(FeedOptions.AUDIT).stream()
                .filter(event -> ((Struct) event.value()).getString("step").equals("noticed"))
                .map(event -> header(event, SideRecords.SOURCE_HEADER).replaceAll(".*/|\\.edi", "") + " "
                        + header(event, SideRecords.CODE_HEADER))
                .toList();
    }

    private static List<String> malformed(FeedRun run) {
        return run.harness.delivered(FeedOptions.MALFORMED).stream()
                .map(record -> header(record, SideRecords.CODE_HEADER))
                .toList();
    }

    private static String header(SourceRecord record, String name) {
        return String.valueOf(record.headers().lastWithName(name).value());
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run.start();
    }

    private static FeedOptions options() {
        return FeedOptions.of("")
                .audited()
                .with("format", "edi")
                .with("edi.envelope", "warn")
                .with(MalformedSettings.TOPIC, FeedOptions.MALFORMED);
    }

    private FeedOptions rejecting() throws IOException {
        Path partners = folder.resolve("partners.yaml");
        Files.writeString(partners, "partners:\n  - {name: all, sender: \"*\", control-numbers: reject}\n");
        return options().with("edi.partners", partners.toString());
    }

    private static String x12(String sender, int control) {
        String number = String.format("%09d", control);
        return """
                ISA*00*          *00*          *ZZ*%-15s*ZZ*RECEIVER       *250102*0304*^*00501*%s*0*P*:~
                GS*PO*S*R*20250102*0304*1*X*004010~
                ST*850*0001~
                BEG*00*SA*PO%s%s**20250102~
                SE*3*0001~
                GE*1*1~
                IEA*1*%s~
                """.formatted(sender, number, sender, number, number);
    }
}
