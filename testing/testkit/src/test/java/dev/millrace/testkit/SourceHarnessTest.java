package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceHarnessTest {
    private static final Map<String, Object> BUNDLE = Map.of("bundle", 0L);

    private final Shelf shelf = new Shelf();
    private SourceHarness harness = harness(DeliveryMode.AT_LEAST_ONCE);

    private SourceHarness harness(DeliveryMode mode) {
        return ConnectorHarness.source(ShelfSourceConnector::new, Map.of("shelf", shelf.name), mode);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void deliversWhatATaskHandsOverAndStoresItsOffset(DeliveryMode mode) {
        shelf.bundles.add(List.of("a", "b", "c", "d"));
        harness = harness(mode).start();

        harness.runUntil(shelf::empty, "bundle done");

        assertThat(values(harness.delivered("lines"))).containsExactly("a", "b", "c", "d");
        assertThat(harness.offsets().all()).containsEntry(BUNDLE, Map.of("row", 4L));
    }

    @Test
    void storesOnlyTheAcknowledgedHead() {
        shelf.bundles.add(List.of("a", "b", "c"));
        harness.start().holdConfirmations();
        List<SourceRecord> records = harness.pollUntil(3);

        harness.confirm(List.of(records.get(2), records.get(0)));
        harness.poll();
        harness.commit();

        assertThat(harness.offsets().all()).containsEntry(BUNDLE, Map.of("row", 1L));
    }

    @Test
    void storesWhatWasConfirmedAfterAPollOnlyWithTheNextPoll() {
        shelf.bundles.add(List.of("a"));
        harness.start().holdConfirmations();
        harness.pollUntil(1);

        harness.confirmInReverse();
        harness.commit();

        assertThat(harness.offsets().all()).isEmpty();
    }

    @Test
    void aRunningFlushPredatesWhatIsConfirmedMeanwhile() {
        shelf.bundles.add(List.of("a"));
        harness.start();
        Runnable flush = harness.beginCommit();

        harness.pollUntil(1);
        harness.poll();
        flush.run();

        assertThat(harness.offsets().all()).isEmpty();
        assertThat(harness.delivered()).hasSize(1);
    }

    @Test
    void forgetsAnUncommittedTransactionInACrash() {
        shelf.bundles.add(List.of("a", "b", "c", "d"));
        harness = harness(DeliveryMode.EXACTLY_ONCE).start();
        harness.pollUntil(3);
        harness.holdConfirmations();
        harness.pollUntil(1);

        harness.crash();

        assertThat(values(harness.delivered())).containsExactly("a", "b", "c");
        assertThat(harness.offsets().all()).containsEntry(BUNDLE, Map.of("row", 3L));
    }

    @Test
    void storesNothingForDroppedRecords() {
        shelf.bundles.add(List.of("a", "b"));
        harness.drop(record -> true);
        harness.start();

        harness.runUntil(shelf::empty, "bundle done");

        assertThat(harness.polled()).hasSize(2);
        assertThat(harness.delivered()).isEmpty();
        assertThat(harness.offsets().all()).isEmpty();
    }

    @Test
    void storesTheOffsetsOfATransactionWhenTheTestCommitsIt() {
        shelf.bundles.add(List.of("a", "b"));
        harness = harness(DeliveryMode.EXACTLY_ONCE).start();
        harness.holdConfirmations();
        harness.pollUntil(2);
        harness.confirmInReverse();
        int deliveredBefore = harness.delivered().size();

        harness.commit();

        assertThat(deliveredBefore).isZero();
        assertThat(values(harness.delivered())).containsExactly("a", "b");
        assertThat(harness.offsets().all()).containsEntry(BUNDLE, Map.of("row", 2L));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void commitsOnceMoreWhenItStops(DeliveryMode mode) {
        shelf.bundles.add(List.of("a", "b"));
        harness = harness(mode).start();
        harness.pollUntil(2);

        harness.stop();

        assertThat(harness.offsets().all()).containsEntry(BUNDLE, Map.of("row", 2L));
        assertThat(shelf.sessions).hasValue(0);
    }

    @Test
    void refusesToConfirmWhatIsNotInFlight() {
        harness.start();
        SourceRecord foreign = new SourceRecord(Map.of(), Map.of(), "t", null, null);

        assertThatThrownBy(() -> harness.confirm(List.of(foreign))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Object> values(List<SourceRecord> records) {
        return records.stream().map(SourceRecord::value).toList();
    }
}
