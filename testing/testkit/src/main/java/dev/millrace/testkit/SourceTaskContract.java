package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each source of Millrace promises, as a test per sentence. A subclass is the partner: it offers units (a file, a
 * page, a frame) and sees them confirmed (archived, answered, acknowledged).
 *
 * <p>The configuration hands over at most {@value #LARGEST_BATCH} records per poll, so that a crash can fall inside a
 * unit of {@value #ROWS} rows.
 */
public abstract class SourceTaskContract {
    /** The rows of an offered unit. */
    protected static final int ROWS = 10;

    /** The most records that one poll may hand over in a contract test. */
    protected static final int LARGEST_BATCH = 4;

    private static final Duration IDLE_POLL_LIMIT = Duration.ofMillis(500);

    /** So often a machine that stands still at times may let a poll look longer than it is. */
    private static final int IDLE_POLLS = 20;

    private final List<SourceHarness> harnesses = new ArrayList<>();

    /** A new connector. */
    protected abstract SourceConnector connector();

    /** A complete configuration for {@link #connector()} that reads what {@link #offer} offers. */
    protected abstract Map<String, String> configuration();

    /** Offers one unit with these rows, in this order. */
    protected abstract void offer(List<String> payloads);

    /** The row that a record carries; empty for records that are not data, like audit events. */
    protected abstract Optional<String> payloadOf(SourceRecord record);

    /** Whether the partner sees everything that was offered as confirmed. */
    protected abstract boolean finished();

    /** Whether the source holds nothing at the partner any more: no session, no open file, no listening port. */
    protected abstract boolean released();

    /** The modes that the source supports; both by default. */
    protected Set<DeliveryMode> modes() {
        return EnumSet.allOf(DeliveryMode.class);
    }

    /** Whether the source can read a unit again from an offset; a listener can't, its partner sends again. */
    protected boolean resumes() {
        return true;
    }

    @AfterEach
    final void endHarnesses() {
        harnesses.forEach(SourceHarness::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void resumesAfterTheLastCommittedRecord(DeliveryMode mode) {
        assumeTrue(resumes(), "the source can't read a unit again");
        SourceHarness harness = started(mode);
        List<String> rows = offerRows();
        List<SourceRecord> committed = commitSomeAndPollMore(harness, mode);
        int polledBefore = harness.polled().size();

        harness.crash();
        harness.releaseConfirmations();
        harness.start();
        harness.runUntil(this::finished, "the unit finished");
        List<SourceRecord> polled = harness.polled();
        List<SourceRecord> resumed = rowsOf(polled.subList(polledBefore, polled.size()));

        assertThat(payloads(committed)).isEqualTo(rows.subList(0, committed.size()));
        assertThat(payloads(resumed)).isEqualTo(rows.subList(committed.size(), ROWS));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void repeatsNothingCommitted(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        List<String> rows = offerRows();
        harness.runUntil(() -> payloads(harness.delivered()).size() >= ROWS, "all rows delivered");
        harness.poll();
        harness.commit();

        harness.crash();
        harness.start();
        harness.runUntil(this::finished, "the unit finished");
        harness.poll();

        assertThat(payloads(harness.polled())).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void losesNothingUncommitted(DeliveryMode mode) {
        assumeTrue(resumes(), "the source can't read a unit again");
        SourceHarness harness = started(mode);
        List<String> rows = offerRows();
        harness.holdConfirmations();
        pollRows(harness, ROWS);

        harness.crash();
        harness.releaseConfirmations();
        harness.start();
        harness.runUntil(this::finished, "the unit finished");

        assertThat(payloads(harness.delivered())).containsExactlyElementsOf(rows);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesOnlyAfterConfirmationInAnyOrder(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        offerRows();
        harness.holdConfirmations();
        pollRows(harness, ROWS);
        List<SourceRecord> newestFirst = new ArrayList<>(harness.unconfirmed());
        Collections.reverse(newestFirst);

        List<SourceRecord> allButTheOldest = newestFirst.subList(0, newestFirst.size() - 1);
        harness.confirm(allButTheOldest);
        idle(harness, mode == DeliveryMode.AT_LEAST_ONCE);
        boolean finishedEarly = finished();
        harness.releaseConfirmations();

        assertThat(finishedEarly)
                .as("finished before the oldest record was confirmed")
                .isFalse();
        harness.runUntil(this::finished, "the unit finished after its last confirmation");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesNothingUnconfirmedInACrash(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        offerRows();
        harness.holdConfirmations();
        pollRows(harness, ROWS);

        harness.crash();

        assertThat(finished()).as("finished without a confirmation").isFalse();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesAUnitWhoseLastRowWasDropped(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        List<String> rows = offerRowsThat(harness, payload -> payload.contains(row(ROWS - 1)));

        harness.runUntil(this::finished, "the unit finished");

        assertThat(payloads(harness.delivered())).isEqualTo(rows.subList(0, ROWS - 1));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void finishesAUnitOfWhichEveryRowWasDropped(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        offerRowsThat(harness, payload -> true);

        harness.runUntil(this::finished, "the unit finished");

        assertThat(payloads(harness.delivered())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void givesEachRecordAnOffsetOfItsOwn(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        offer(Collections.nCopies(ROWS, row(0)));

        harness.runUntil(() -> payloads(harness.delivered()).size() >= ROWS, "all equal rows delivered");

        Set<Object> positions = new HashSet<>();
        harness.polled()
                .forEach(record -> positions.add(
                        List.of(String.valueOf(record.sourcePartition()), String.valueOf(record.sourceOffset()))));
        assertThat(positions)
                .as("distinct source offsets: with exactly-once equal records are confirmed only once")
                .hasSameSizeAs(harness.polled());
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void pollReturnsWithinHalfASecondWhenIdle(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        idle(harness, true);
        harness.longestPoll();

        Duration quickest = Duration.ofDays(1);
        for (int turn = 0; turn < IDLE_POLLS && quickest.compareTo(IDLE_POLL_LIMIT) >= 0; turn++) {
            harness.poll();
            harness.commit();
            Duration poll = harness.longestPoll();
            quickest = poll.compareTo(quickest) < 0 ? poll : quickest;
        }

        assertThat(quickest).isLessThan(IDLE_POLL_LIMIT);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void stopReleasesEverything(DeliveryMode mode) {
        SourceHarness harness = started(mode);
        offerRows();
        harness.pollUntil(1);

        harness.stop();

        Eventually.holds("nothing held at the partner", this::released);
        assertThat(harness.swallowed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void stopsTwiceWithoutHarm(DeliveryMode mode) {
        SourceHarness harness = started(mode);

        harness.stop();

        assertThatCode(harness::stop).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void writesNoPayloadToTheLog(DeliveryMode mode) {
        try (LogCapture log = new LogCapture()) {
            SourceHarness harness = started(mode);
            List<String> rows = offerRows();
            harness.holdConfirmations();
            harness.pollUntil(1);
            harness.crash();
            harness.releaseConfirmations();
            harness.start();

            harness.runUntil(this::finished, "the unit finished");
            harness.stop();

            log.assertHoldsNoneOf(rows, harness.swallowed());
        }
    }

    private SourceHarness started(DeliveryMode mode) {
        assumeTrue(modes().contains(mode), () -> "the source does not support " + mode);
        SourceHarness harness = ConnectorHarness.source(this::connector, configuration(), mode);
        harnesses.add(harness);
        return harness.start();
    }

    private List<String> offerRows() {
        List<String> rows =
                IntStream.range(0, ROWS).mapToObj(SourceTaskContract::row).toList();
        offer(rows);
        return rows;
    }

    private List<String> offerRowsThat(SourceHarness harness, Predicate<String> dropped) {
        harness.drop(record -> payloadOf(record).filter(dropped).isPresent());
        return offerRows();
    }

    /** A row that nothing else is likely to contain. */
    private static String row(int number) {
        return "qzx" + number + "payload";
    }

    /** Leaves a stored offset inside the unit, and rows after it that were polled and are not stored. */
    private List<SourceRecord> commitSomeAndPollMore(SourceHarness harness, DeliveryMode mode) {
        if (mode == DeliveryMode.EXACTLY_ONCE) {
            pollRows(harness, 1);
            harness.holdConfirmations();
            pollRows(harness, 1);
        } else {
            harness.holdConfirmations();
            pollRows(harness, ROWS);
            harness.confirm(harness.unconfirmed().subList(0, ROWS / 2));
            harness.poll();
            harness.commit();
        }
        List<SourceRecord> committed = rowsOf(harness.delivered());
        assertThat(committed)
                .as(
                        "rows committed before the crash: the configuration must hand over at most %d per poll",
                        LARGEST_BATCH)
                .hasSizeBetween(1, ROWS - 1);
        return committed;
    }

    private List<SourceRecord> pollRows(SourceHarness harness, int count) {
        List<SourceRecord> rows = new ArrayList<>();
        Eventually.repeat(
                () -> rows.addAll(rowsOf(harness.poll())),
                () -> rows.size() >= count,
                () -> count + " rows handed over, " + rows.size() + " so far");
        return rows;
    }

    private static void idle(SourceHarness harness, boolean commits) {
        for (int turn = 0; turn < 4; turn++) {
            harness.poll();
            if (commits) {
                harness.commit();
            }
        }
    }

    private List<SourceRecord> rowsOf(List<SourceRecord> records) {
        return records.stream().filter(record -> payloadOf(record).isPresent()).toList();
    }

    private List<String> payloads(List<SourceRecord> records) {
        return records.stream().flatMap(record -> payloadOf(record).stream()).toList();
    }
}
