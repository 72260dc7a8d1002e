package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by a time of the day: days, zones, clock changes, and what the console can know. */
final class FileOverdueTest {

    private static final String RULE =
            "- {name: six, kind: file-overdue, connectors: feed, expected-by: 06:00, from: 20:00,"
                    + " zone: Europe/Berlin, days: [mon, tue, wed, thu, fri], holidays: [2027-03-03]}\n";
    private static final FlowView FEED = Flows.running("feed");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void firesWhenNoFileWasFinishedSinceTheEveningBeforeAndEndsWhenOneComes() {
        Bench bench = new Bench(folder, RULE);
        at(bench, "2027-03-01T18:00:00Z", 4);
        assertThat(at(bench, "2027-03-02T04:59:00Z", 4)).isEmpty();

        assertThat(at(bench, "2027-03-02T05:00:00Z", 4)).containsExactly("FIRING six: feed");

        assertThat(bench.sentence()).isEqualTo("No file was finished by Tue 06:00 (Europe/Berlin).");
        assertThat(at(bench, "2027-03-02T06:30:00Z", 5)).containsExactly("RESOLVED six: feed");
    }

    @Test
    void isContentWithAFileOfTheNightAndNotWithOneOfTheDayBefore() {
        Bench bench = new Bench(folder, RULE);
        at(bench, "2027-03-01T17:00:00Z", 4);
        at(bench, "2027-03-01T18:59:00Z", 5);
        assertThat(at(bench, "2027-03-02T05:00:00Z", 5)).containsExactly("FIRING six: feed");
        assertThat(bench.sentence()).endsWith("The last one came 10 h ago.");

        at(bench, "2027-03-04T19:00:00Z", 6);

        assertThat(at(bench, "2027-03-05T05:00:00Z", 6)).isEmpty();
    }

    @Test
    void expectsNothingOnHolidaysAndAtWeekends() {
        Bench bench = new Bench(folder, RULE);
        at(bench, "2027-03-01T20:00:00Z", 4);
        at(bench, "2027-03-02T04:00:00Z", 5);

        assertThat(at(bench, "2027-03-03T09:00:00Z", 5)).isEmpty();
        assertThat(at(bench, "2027-03-04T05:00:00Z", 5)).containsExactly("FIRING six: feed");
        at(bench, "2027-03-05T03:00:00Z", 6);
        assertThat(at(bench, "2027-03-07T12:00:00Z", 6)).isEmpty();
    }

    @Test
    void countsAFileThatWasFinishedWhileTheConsoleWasNotThere() {
        Bench bench = new Bench(folder, RULE);
        at(bench, "2027-03-01T18:00:00Z", 4);
        bench.startAgain();

        assertThat(at(bench, "2027-03-02T05:10:00Z", 5)).isEmpty();
        assertThat(bench.unknown()).isEmpty();
    }

    @Test
    void saysThatItCantKnowWhenItHasNotWatchedLongEnough() {
        Bench bench = new Bench(folder, RULE);

        assertThat(at(bench, "2027-03-02T05:00:00Z", 4)).isEmpty();

        assertThat(bench.unknown()).containsExactly("feed: Nobody has watched its files since Mon 20:00.");
    }

    @Test
    void goesByTheNewestRecordWhereNoWorkerCountsFiles() {
        Bench bench = new Bench(folder, RULE);
        bench.clock.is("2027-03-02T05:00:00Z");
        bench.look(Duration.ZERO, Flows.fresh("feed", Duration.ofHours(9).toMillis()));
        assertThat(bench.heard()).isEmpty();

        bench.look(Duration.ZERO, Flows.fresh("feed", Duration.ofHours(11).toMillis()));

        assertThat(bench.heard()).containsExactly("FIRING six: feed");
    }

    @Test
    void doesNotTakeAnOldViewForANewFile() {
        Bench bench = new Bench(folder, RULE);
        bench.clock.is("2027-03-01T18:30:00Z");
        FlowView flow = Flows.fresh("feed", Duration.ofMinutes(1).toMillis());
        bench.look(Duration.ZERO, flow);
        Instant taken = bench.clock.instant();

        bench.clock.is("2027-03-02T05:00:00Z");
        bench.see(new ClusterView(taken, List.of(flow), Figures.NONE, Optional.of("Connect does not answer.")));

        assertThat(bench.heard()).containsExactly("FIRING six: feed");
    }

    @Test
    void tellsFilesByTheirNamesWhereTheConnectorHasAnAuditTopic() {
        AuditTopic topic = new AuditTopic("file-events");
        topic.add("feed", "completed", "sftp://host:22/in/orders_1.csv", "2027-03-01T18:59:00Z");
        topic.add("other", "completed", "sftp://host:22/in/orders_2.csv", "2027-03-01T22:00:00Z");
        topic.add("feed", "seen", "sftp://host:22/in/orders_3.csv", "2027-03-01T22:00:00Z");
        topic.add("feed", "completed", "sftp://host:22/in/prices_1.csv", "2027-03-01T22:00:00Z");
        Bench bench = new Bench(folder, RULE.replace("kind:", "files: 'orders_*.csv', kind:"));
        FlowView flow = Flows.configured("feed", Map.of("audit.topic", "file-events"));
        bench.clock.is("2027-03-02T04:59:00Z");
        bench.look(Duration.ZERO, flow);
        assertThat(bench.unknown()).containsExactly("feed: Its audit topic file-events can't be read, or was not yet.");

        bench.kafka(topic::consumer);
        bench.look(Duration.ZERO, flow);
        assertThat(bench.look(Duration.ofMinutes(1), flow).heard()).containsExactly("FIRING six: feed");
        assertThat(bench.sentence())
                .isEqualTo(
                        "No file orders_*.csv was finished by Tue 06:00 (Europe/Berlin). The last one came 10 h ago.");
        topic.add("feed", "completed", "sftp://host:22/in/orders_4.csv", "2027-03-02T05:00:30Z");
        bench.look(Duration.ofMinutes(1), flow);

        assertThat(bench.look(Duration.ofMinutes(1), flow).heard()).containsExactly("RESOLVED six: feed");
    }

    @Test
    void looksAtTheDaysBeforeInTheAuditTopicWhenItIsStarted() {
        AuditTopic topic = new AuditTopic("file-events");
        topic.add("feed", "completed", "sftp://host:22/in/a.csv", "2027-03-02T03:00:00Z");
        Bench bench = new Bench(folder, RULE);
        bench.kafka(topic::consumer);
        bench.clock.is("2027-03-02T12:00:00Z");
        FlowView flow = Flows.configured("feed", Map.of("audit.topic", "file-events"));

        bench.look(Duration.ZERO, flow).look(Duration.ZERO, flow);

        assertThat(bench.heard()).isEmpty();
        assertThat(bench.unknown()).isEmpty();
    }

    @Test
    void saysThatNamesTakeAnAuditTopic() {
        Bench bench = new Bench(folder, RULE.replace("kind:", "files: 'orders_*.csv', kind:"));

        at(bench, "2027-03-02T05:00:00Z", 4);

        assertThat(bench.unknown())
                .containsExactly("feed: It has no audit.topic, which alone tells files by their names.");
    }

    @Test
    void heedsTheZonesClockChanges() {
        Deadline deadline = new Deadline(
                LocalTime.of(2, 30),
                LocalTime.MIDNIGHT,
                ZoneId.of("Europe/Berlin"),
                EnumSet.allOf(DayOfWeek.class),
                Set.of(LocalDate.parse("2027-03-29")));

        // On 28 March 2027 the clock goes from 02:00 to 03:00.
        assertThat(deadline.last(Instant.parse("2027-03-28T01:29:59Z"))
                        .orElseThrow()
                        .by()
                        .toInstant())
                .isEqualTo("2027-03-27T01:30:00Z");
        assertThat(deadline.last(Instant.parse("2027-03-28T01:30:00Z"))
                        .orElseThrow()
                        .by()
                        .toInstant())
                .isEqualTo("2027-03-28T01:30:00Z");
        assertThat(deadline.last(Instant.parse("2027-03-29T12:00:00Z"))
                        .orElseThrow()
                        .by()
                        .toInstant())
                .isEqualTo("2027-03-28T01:30:00Z");
        assertThat(deadline.last(Instant.parse("2027-03-30T00:30:00Z"))
                        .orElseThrow()
                        .by()
                        .toInstant())
                .isEqualTo("2027-03-30T00:30:00Z");
    }

    private static List<String> at(Bench bench, String time, double finished) {
        bench.clock.is(time);
        Figure files = new Figure("sftp_source_files_finished", Map.of("connector", "feed", "task", "0"), finished);
        return bench.look(Duration.ZERO, List.of(files), FEED).heard();
    }
}
