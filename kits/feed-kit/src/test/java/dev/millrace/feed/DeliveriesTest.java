package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import dev.millrace.kit.Meters;
import dev.millrace.kit.OffsetStorageWatch;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stages of one file, one worker's call at a time. */
final class DeliveriesTest {

    private static final FileIdentity FILE = new FileIdentity(MemoryStore.ID, "/in/a.txt", 7, 1);
    private static final FileOffset END = new FileOffset(new Position(1, 7, 2), FileOffset.State.COMPLETED, "", "", 0);

    private static final FileFeed.Share SHARE = new FileFeed.Share("feed", 0, 1);

    private final MemoryFiles files = new MemoryFiles().put("/in/a.txt", "content", 1);
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC);
    private final Meters registry = Meters.register("deliveries-test", "test", "0");
    private final FeedMeters meters = new FeedMeters(registry);
    private final OffsetStorageWatch watch = new OffsetStorageWatch();
    private final FileDelivery delivery = new FileDelivery(FILE, FileOffset.START, false);

    @AfterEach
    void closeMeters() {
        registry.close();
    }

    @Test
    void goesStageByStageWithoutAnAuditTopic() {
        FeedSettings settings = FeedOptions.of("").settings();
        FileFinisher finisher = finisher(settings);
        Deliveries deliveries = deliveries(settings, finisher);
        FeedRecord record = record(settings);

        poll(deliveries, new Batch(delivery, List.of(record), Optional.empty()));
        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.READING);
        poll(deliveries, new Batch(delivery, List.of(), Optional.of(completed())));
        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.DRAINING);
        confirm(record);
        poll(deliveries);
        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.STORING);
        poll(deliveries);
        poll(deliveries);
        commitElsewhere();
        poll(deliveries);
        assertThat(delivery.stage()).as("one commit may be too early").isEqualTo(FileDelivery.Stage.STORING);
        commitElsewhere();
        poll(deliveries);
        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.FINISHING);
        assertThat(deliveries.unfinished()).isEqualTo(1);
        finisher.work();
        poll(deliveries);

        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.DONE);
        assertThat(deliveries.unfinished()).isZero();
    }

    @Test
    void tellsTheEndBeforeItWaitsForStorage() {
        FeedSettings settings = FeedOptions.of("").audited().settings();
        Deliveries deliveries = deliveries(settings, finisher(settings));
        FeedRecord record = record(settings);
        poll(deliveries, new Batch(delivery, List.of(record), Optional.of(completed())))
                .forEach(started -> confirm((FeedRecord) started));

        List<SourceRecord> told = poll(deliveries);

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.topic()).isEqualTo(FeedOptions.AUDIT);
            assertThat(event.sourceOffset().get("state")).isEqualTo("completed");
        });
        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.TELLING);
        confirm((FeedRecord) told.get(0));
        assertThat(poll(deliveries)).isEmpty();
        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.STORING);
    }

    @Test
    void countsFilesByStageAndDataRecordsAlone() {
        FeedSettings settings = FeedOptions.of("").audited().settings();
        Deliveries deliveries = deliveries(settings, finisher(settings));

        List<SourceRecord> records =
                poll(deliveries, new Batch(delivery, List.of(record(settings)), Optional.of(completed())));

        assertThat(records).extracting(SourceRecord::topic).containsExactly(FeedOptions.AUDIT, FeedOptions.TOPIC);
        assertThat(meters.records.sum()).isEqualTo(1);
        assertThat(deliveries.at(FileDelivery.Stage.DRAINING)).isEqualTo(1);
        assertThat(deliveries.at(FileDelivery.Stage.READING)).isZero();
        assertThat(deliveries.at(FileDelivery.Stage.STORING)).isZero();
    }

    @Test
    void waitsForNoStorageWhenEverythingWasDropped() {
        FeedSettings settings = FeedOptions.of("").settings();
        Deliveries deliveries = deliveries(settings, finisher(settings));
        FeedRecord record = record(settings);
        poll(deliveries, new Batch(delivery, List.of(record), Optional.of(completed())));

        record.settle(false);
        poll(deliveries);

        assertThat(delivery.stage()).isEqualTo(FileDelivery.Stage.FINISHING);
    }

    @Test
    void tellsTheAgeOfTheOldestUnconfirmedRecord() {
        FeedSettings settings = FeedOptions.of("").settings();
        Deliveries deliveries = deliveries(settings, finisher(settings));
        FeedRecord record = record(settings);
        record.handOver(1_000);

        deliveries.accept(new Batch(delivery, List.of(), Optional.empty()), new ArrayList<>());

        assertThat(deliveries.oldestUnconfirmedMillis()).isEqualTo(4_000);
        record.settle(true);
        assertThat(deliveries.oldestUnconfirmedMillis()).isZero();
    }

    @Test
    void takesTheSecondWordOnARecordForNothing() {
        FeedRecord record = record(FeedOptions.of("").settings());
        record.settle(true);
        assertThat(delivery.isSettled()).isTrue();
        record.handOver(1);
        record.settle(false);
        record.settle(true);

        assertThat(delivery.isSettled()).isTrue();
        assertThat(delivery.isStored(watch)).isTrue();
    }

    private List<SourceRecord> poll(Deliveries deliveries, Batch... batches) {
        List<SourceRecord> records = new ArrayList<>();
        deliveries.polled();
        deliveries.advance(records);
        for (Batch batch : batches) {
            deliveries.accept(batch, records);
        }
        return records;
    }

    private void confirm(FeedRecord record) {
        elsewhere(watch::confirmed);
        record.settle(true);
    }

    private void commitElsewhere() {
        elsewhere(watch::committed);
    }

    /** As the worker's other threads do it. */
    private static void elsewhere(Runnable call) {
        Thread thread = new Thread(call);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException told) {
            throw new IllegalStateException(told);
        }
    }

    private FeedRecord record(FeedSettings settings) {
        return new FeedRecord(
                delivery,
                Map.of("position", 7L),
                settings.target().topic(),
                null,
                new SchemaAndValue(Schema.STRING_SCHEMA, "content"),
                null);
    }

    private static Batch.Completed completed() {
        return new Batch.Completed(new FileTotals(1, 0, Optional.empty()), END);
    }

    private FileFinisher finisher(FeedSettings settings) {
        return new FileFinisher(files.connect(), settings, SHARE, new FilesInHand(), clock, new Random(1), meters);
    }

    private Deliveries deliveries(FeedSettings settings, FileFinisher finisher) {
        SideRecords side = new SideRecords(settings, SHARE, clock);
        ReplyWriter replies = new ReplyWriter(files.connect(), settings, clock, new Random(1), meters);
        return new Deliveries(
                watch,
                side,
                finisher,
                new RememberedFiles(settings.identity()),
                new ReplyBarrier(side, replies),
                clock,
                meters);
    }
}
