package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What each sink of Millrace promises, as a test per sentence. A subclass is the partner: it accepts payloads, refuses
 * some, answers late or not at all.
 */
public abstract class SinkTaskContract {
    /** The two partitions that are fed. */
    protected static final TopicPartition FIRST = new TopicPartition("contract", 0);

    /** See {@link #FIRST}. */
    protected static final TopicPartition SECOND = new TopicPartition("contract", 1);

    private static final Duration SLOW = Duration.ofMillis(100);

    /** {@code put} takes milliseconds, whatever the partner does; all above that is left to machines that stand still. */
    private static final Duration PUT_LIMIT = Duration.ofSeconds(5);

    private final List<SinkHarness> harnesses = new ArrayList<>();

    /** A new connector. */
    protected abstract SinkConnector connector();

    /**
     * A complete configuration for {@link #connector()} that delivers to this partner one record at a time per key,
     * retries an outage within a fraction of a second and without end, and pauses above {@link #mark()} records.
     */
    protected abstract Map<String, String> configuration();

    /** The payloads that the partner accepted, in the order in which it did. */
    protected abstract List<String> delivered();

    /** From now on the partner refuses this payload for good. */
    protected abstract void refuse(String payload);

    /** From now on the partner accepts nothing, and everything again after {@code false}. */
    protected abstract void outage(boolean on);

    /** From now on the partner takes this long for each answer. */
    protected abstract void answerAfter(Duration delay);

    /** Whether the sink holds nothing any more: no connection, no thread. */
    protected abstract boolean released();

    /** The number of undelivered records above which {@link #configuration()} pauses. */
    protected abstract int mark();

    /** The value of a record with this payload; the payload itself by default. */
    protected String value(String payload) {
        return payload;
    }

    @AfterEach
    final void endHarnesses() {
        outage(false);
        harnesses.forEach(SinkHarness::close);
    }

    @Test
    void commitsOnlyWhatWasDelivered() {
        SinkHarness harness = started();
        outage(true);
        List<String> fed = feed(harness, FIRST, "key", 3);
        harness.putAll();
        for (int turn = 0; turn < 40; turn++) {
            harness.turn();
            harness.commit();
        }
        long committedInOutage = harness.committed(FIRST);

        outage(false);
        harness.runUntil(() -> harness.committed(FIRST) == 3, "all offsets committed");

        assertThat(committedInOutage).isZero();
        assertThat(delivered()).containsExactlyElementsOf(fed);
    }

    @Test
    void neverCommitsPastAnUndeliveredRecord() {
        SinkHarness harness = started();
        answerAfter(SLOW);
        List<String> fed = feedKeys(harness, FIRST, 5, 20);

        harness.runUntil(
                () -> {
                    assertThat(delivered())
                            .as("delivered when %d was committed", harness.committed(FIRST))
                            .containsAll(fed.subList(0, Math.toIntExact(harness.committed(FIRST))));
                    return harness.committed(FIRST) == fed.size();
                },
                "all offsets committed");
    }

    @Test
    void deliversEveryRecordAtLeastOnceAcrossACrash() {
        SinkHarness harness = started();
        List<String> fed = new ArrayList<>(feedKeys(harness, FIRST, 5, 10));
        harness.turnUntil(() -> delivered().size() >= 5, "some records delivered");
        outage(true);
        fed.addAll(feedKeys(harness, SECOND, 5, 20));
        harness.putAll();
        harness.commit();

        harness.crash();
        outage(false);
        harness.start(FIRST, SECOND);
        harness.runUntil(
                () -> harness.committed(FIRST) == 10 && harness.committed(SECOND) == 20, "all offsets committed");

        assertThat(delivered()).containsAll(fed);
    }

    @Test
    void keepsTheOrderPerKey() {
        SinkHarness harness = started();
        answerAfter(Duration.ofMillis(2));
        List<String> fed = feedKeys(harness, FIRST, 4, 40);
        harness.turn();
        outage(true);
        harness.turn();
        outage(false);

        harness.runUntil(() -> harness.committed(FIRST) == fed.size(), "all offsets committed");

        for (int key = 0; key < 4; key++) {
            String own = "k" + key + "-";
            assertThat(firstTimes(delivered()).stream().filter(p -> p.startsWith(own)))
                    .containsExactlyElementsOf(
                            fed.stream().filter(p -> p.startsWith(own)).toList());
        }
    }

    @Test
    void putHandsOverAndReturns() {
        SinkHarness harness = started();
        outage(true);
        feed(harness, FIRST, "key", mark());

        harness.putAll();

        assertThat(harness.longestPut()).isLessThan(PUT_LIMIT);
        assertThat(harness.redeliveries()).as("retriable exceptions from put").isZero();
    }

    @Test
    void setsARefusedRecordAsideAsTheVeryInstanceThatPutGot() {
        SinkHarness harness = started();
        List<String> fed = feed(harness, FIRST, "key", 3);
        refuse(fed.get(1));

        harness.runUntil(() -> harness.committed(FIRST) == 3, "all offsets committed");

        assertThat(harness.reported()).singleElement().satisfies(report -> {
            assertThat(report.record().originalKafkaOffset()).isEqualTo(1);
            assertThat(report.asDelivered()).as("the very instance").isTrue();
        });
        assertThat(delivered()).containsExactly(fed.get(0), fed.get(2));
    }

    @Test
    void stopsOnARefusedRecordWhenThereIsNoReporter() {
        SinkHarness harness = harness().withoutReporter().start(FIRST, SECOND);
        List<String> fed = feed(harness, FIRST, "key", 3);
        refuse(fed.get(1));

        Throwable stopped = runUntilItStops(harness);

        assertThat(stopped).isNotNull();
        assertThat(harness.committed(FIRST)).isLessThanOrEqualTo(1);
    }

    @Test
    void neverThrowsInPreCommit() {
        SinkHarness harness = started();
        outage(true);
        feed(harness, FIRST, "key", 3);
        harness.putAll();

        harness.commit();
        harness.revoke(FIRST);
        harness.commit();
        harness.stop();

        assertThat(harness.preCommitFailures()).isEmpty();
    }

    @Test
    void returnsTheFrameworksOffsetWhenNothingIsIncomplete() {
        SinkHarness harness = started();
        feed(harness, FIRST, "key", 1);
        harness.feedDropped(FIRST);
        harness.feedDropped(FIRST);
        harness.feedDropped(SECOND);

        harness.runUntil(
                () -> harness.committed(FIRST) == 3 && harness.committed(SECOND) == 1,
                "the offsets of dropped records committed too");
        assertThat(harness.ignoredOffsets())
                .as("offsets that preCommit made up")
                .isEmpty();
    }

    @Test
    void toleratesARewind() {
        SinkHarness harness = started();
        outage(true);
        List<String> fed = feed(harness, FIRST, "key", 4);
        harness.putAll();
        harness.seek(FIRST, 1);
        harness.putAll();
        outage(false);
        harness.runUntil(() -> harness.committed(FIRST) == 4, "all offsets committed");

        harness.seek(FIRST, 0);
        harness.putAll();
        harness.runUntil(() -> harness.committed(FIRST) == 4, "all offsets committed again");

        assertThat(firstTimes(delivered())).containsExactlyElementsOf(fed);
        assertThat(harness.preCommitFailures()).isEmpty();
    }

    @Test
    void dropsTheQueuedRecordsOfARevokedPartition() {
        SinkHarness harness = started();
        outage(true);
        feed(harness, FIRST, "key", 5);
        harness.putAll();

        harness.revoke(FIRST);
        outage(false);
        List<String> kept = feed(harness, SECOND, "other", 5);
        harness.runUntil(() -> harness.committed(SECOND) == 5, "the kept partition delivered");

        assertThat(delivered().stream().filter(payload -> !kept.contains(payload)))
                .as("delivered from the revoked partition: what was on the wire, at most")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void readsARevokedPartitionAgainFromItsCommittedOffset() {
        SinkHarness harness = started();
        outage(true);
        List<String> fed = feed(harness, FIRST, "key", 5);
        harness.putAll();
        harness.revoke(FIRST);
        outage(false);

        harness.assign(FIRST);
        harness.runUntil(() -> harness.committed(FIRST) == 5, "all offsets committed");

        assertThat(delivered()).containsAll(fed);
    }

    @Test
    void pausesAboveTheMarkAndResumes() {
        SinkHarness harness = harness().maxPollRecords(5).start(FIRST, SECOND);
        outage(true);
        List<String> fed = feed(harness, FIRST, "key", mark() * 3);
        IntStream.range(0, fed.size() / 5 + 3).forEach(turn -> harness.turn());
        int handedOver = harness.put().size();

        outage(false);
        harness.runUntil(() -> harness.committed(FIRST) == fed.size(), "all offsets committed");
        harness.turnUntil(() -> harness.paused().isEmpty(), "resumed");

        assertThat(handedOver).isLessThanOrEqualTo(mark() + 5);
        assertThat(delivered()).containsAll(fed);
    }

    @Test
    void releasesEverythingOnStop() {
        SinkHarness harness = started();
        feed(harness, FIRST, "key", 3);
        harness.turn();
        outage(true);
        feed(harness, FIRST, "key", 3);
        harness.turn();

        harness.stop();

        Eventually.holds("nothing held by the sink", this::released);
    }

    @Test
    void writesNoPayloadToTheLog() {
        try (LogCapture log = new LogCapture()) {
            SinkHarness harness = harness().withoutReporter().start(FIRST, SECOND);
            List<String> fed = feed(harness, FIRST, "key", 4);
            refuse(fed.get(3));
            outage(true);
            harness.turn();
            outage(false);

            Throwable stopped = runUntilItStops(harness);

            log.assertHoldsNoneOf(fed, List.of(stopped));
        }
    }

    private SinkHarness harness() {
        SinkHarness harness = ConnectorHarness.sink(this::connector, configuration());
        harnesses.add(harness);
        return harness;
    }

    private SinkHarness started() {
        return harness().start(FIRST, SECOND);
    }

    private static Throwable runUntilItStops(SinkHarness harness) {
        return catchThrowableOfType(
                RuntimeException.class, () -> harness.runUntil(() -> false, "the task stopped with a failure"));
    }

    private List<String> feed(SinkHarness harness, TopicPartition partition, String key, int count) {
        List<String> payloads = IntStream.range(0, count)
                .mapToObj(number -> "qzx" + partition.partition() + number + "payload")
                .toList();
        payloads.forEach(payload -> harness.feed(partition, key, value(payload)));
        return payloads;
    }

    private List<String> feedKeys(SinkHarness harness, TopicPartition partition, int keys, int count) {
        List<String> payloads = IntStream.range(0, count)
                .mapToObj(number -> "k" + number % keys + "-" + partition.partition() + number + "payload")
                .toList();
        payloads.forEach(
                payload -> harness.feed(partition, payload.substring(0, payload.indexOf('-')), value(payload)));
        return payloads;
    }

    private static List<String> firstTimes(List<String> payloads) {
        return List.copyOf(new LinkedHashSet<>(payloads));
    }
}
