package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.OffsetStorageWatch;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files whose records are on their way into Kafka. Decides, in the polling thread, when a file may be finished: its end
 * was read, every record is settled, and its offset is stored.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final OffsetStorageWatch watch;
    private final SideRecords side;
    private final FileFinisher finisher;
    private final RememberedFiles remembered;
    private final ReplyBarrier barrier;
    private final Clock clock;
    private final FeedMeters meters;
    private final Queue<FileDelivery> open = new ConcurrentLinkedQueue<>();
    private @Nullable FileDelivery current;

    Deliveries(
            OffsetStorageWatch watch,
            SideRecords side,
            FileFinisher finisher,
            RememberedFiles remembered,
            ReplyBarrier barrier,
            Clock clock,
            FeedMeters meters) {
        this.watch = watch;
        this.side = side;
        this.finisher = finisher;
        this.remembered = remembered;
        this.barrier = barrier;
        this.clock = clock;
        this.meters = meters;
    }

    /** The age of the oldest record that Kafka has not confirmed, in milliseconds; 0 for none. From any thread. */
    long oldestUnconfirmedMillis() {
        long oldest = Long.MAX_VALUE;
        for (FileDelivery delivery : open) {
            oldest = Math.min(oldest, delivery.oldestSince());
        }
        return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - oldest);
    }

    /** How many records wait for Kafka's confirmation. From any thread. */
    long unconfirmed() {
        long sum = 0;
        for (FileDelivery delivery : open) {
            sum += delivery.unconfirmed();
        }
        return sum;
    }

    /** Whether as many records, or as many bytes of files in records, wait for Kafka's confirmation. */
    boolean isFull(long records, long bytes) {
        long waitingRecords = 0;
        long waitingBytes = 0;
        for (FileDelivery delivery : open) {
            if (delivery.mayHaveUnconfirmed()) {
                waitingRecords += delivery.unconfirmed();
                waitingBytes += delivery.unconfirmedBytes();
            }
        }
        return waitingRecords >= records || waitingBytes >= bytes;
    }

    /** How many files wait for Kafka or their end. From any thread. */
    long unfinished() {
        return open.size();
    }

    /** A poll begins; what the worker committed since the last one without a word on it was dropped. */
    void polled() {
        boolean committed = watch.polled();
        for (FileDelivery delivery : open) {
            if (delivery.mayHaveUnconfirmed()) {
                delivery.polled(committed);
            }
        }
    }

    /** How many files are at a stage. From any thread. */
    long at(FileDelivery.Stage stage) {
        return open.stream().filter(delivery -> delivery.stage() == stage).count();
    }

    /** Takes in a batch; what it returns goes to the worker. */
    void accept(Batch batch, List<SourceRecord> to) {
        FileDelivery delivery = batch.delivery();
        if (delivery != current) {
            current = delivery;
            open.add(delivery);
            delivery.begin(clock.millis());
            if (delivery.isSeenBy(batch)) {
                tellOfStart(delivery, AuditEvent.Step.SEEN, to);
            }
        }
        if (delivery.isStartedBy(batch)) {
            tellOfStart(delivery, AuditEvent.Step.STARTED, to);
        }
        hand(batch.records(), to);
        meters.records.add(batch.records().stream().filter(FeedRecord::isData).count());
        batch.reply().ifPresent(reply -> barrier.close(delivery, reply));
        batch.ending().ifPresent(ending -> end(delivery, ending));
    }

    /** Whether an answer for a sender waits for the records before it: no batch may be accepted until it left. */
    boolean isHeld() {
        return barrier.isClosed();
    }

    /** Of a file that is new or read from its first byte; a crash behind it finds nothing read. */
    private void tellOfStart(FileDelivery delivery, AuditEvent.Step step, List<SourceRecord> to) {
        hand(
                side.audit(delivery, step, FileOffset.START.toMap(), Optional.empty(), Optional.empty()).stream()
                        .toList(),
                to);
    }

    /** Takes every file as far as it can go; the events this makes are added for the worker. */
    void advance(List<SourceRecord> to) {
        if (barrier.isClosed()) {
            hand(barrier.open(), to);
            if (!barrier.isClosed()) {
                meters.replies.increment();
            }
        }
        for (FileIdentity file : remembered.expired(clock.instant())) {
            AuditEvent.Outcome outcome =
                    AuditEvent.Outcome.of(AuditEvent.Step.FORGOTTEN, Optional.empty(), Optional.empty());
            hand(audit(new FileDelivery(file, FileOffset.START, false), AuditEvent.Step.FORGOTTEN, null, outcome), to);
        }
        for (Iterator<FileDelivery> files = open.iterator(); files.hasNext(); ) {
            FileDelivery delivery = files.next();
            FileDelivery.Stage before;
            do {
                before = delivery.stage();
                advance(delivery, to);
            } while (delivery.stage() != before);
            if (delivery.stage() == FileDelivery.Stage.DONE) {
                files.remove();
            }
        }
    }

    private void end(FileDelivery delivery, Batch.Ending ending) {
        delivery.ended(ending);
        if (ending instanceof Batch.Completed || ending instanceof Batch.Quarantined) {
            meters.bytes.add(delivery.file().size());
        } else if (ending instanceof Batch.Stopped) {
            delivery.enter(FileDelivery.Stage.DONE);
        }
    }

    private void advance(FileDelivery delivery, List<SourceRecord> to) {
        switch (delivery.stage()) {
            case READING, DONE -> {}
            case DRAINING -> {
                if (delivery.isSettled()) {
                    List<FeedRecord> told = tell(delivery);
                    hand(told, to);
                    if (told.isEmpty()) {
                        delivery.awaitStorage(watch);
                    } else {
                        delivery.enter(FileDelivery.Stage.TELLING);
                    }
                }
            }
            case TELLING -> {
                if (delivery.isSettled()) {
                    delivery.awaitStorage(watch);
                }
            }
            case STORING -> {
                if (delivery.isStored(watch)) {
                    delivery.enter(FileDelivery.Stage.FINISHING);
                    finisher.request(delivery);
                }
            }
            case FINISHING -> delivery.finish().ifPresent(how -> finished(delivery, how, to));
            case LEAVING -> {
                if (delivery.hasLeft(watch)) {
                    finisher.release(delivery);
                    delivery.enter(FileDelivery.Stage.DONE);
                }
            }
        }
    }

    /** The event that says how the file ended; its offset remembers it. */
    private List<FeedRecord> tell(FileDelivery delivery) {
        Batch.Ending ending = delivery.ending();
        if (ending instanceof Batch.Completed completed) {
            return told(delivery, AuditEvent.Step.COMPLETED, completed.offset(), completed.totals(), Optional.empty());
        }
        if (ending instanceof Batch.Quarantined quarantined) {
            meters.filesQuarantined.increment();
            return told(
                    delivery,
                    AuditEvent.Step.QUARANTINED,
                    quarantined.offset(),
                    quarantined.totals(),
                    Optional.of(quarantined.code()));
        }
        if (ending instanceof Batch.Lost lost) {
            AuditEvent.Step step = lost.vanished() ? AuditEvent.Step.VANISHED : AuditEvent.Step.CHANGED;
            AuditEvent.Outcome outcome = AuditEvent.Outcome.of(step, Optional.empty(), Optional.empty());
            return audit(delivery, step, null, outcome);
        }
        if (ending instanceof Batch.Duplicate duplicate) {
            meters.duplicates.increment();
            AuditEvent.Outcome outcome =
                    AuditEvent.Outcome.of(AuditEvent.Step.DUPLICATE, Optional.empty(), Optional.empty());
            return audit(
                    delivery, AuditEvent.Step.DUPLICATE, duplicate.remembered().toMap(), outcome);
        }
        return List.of();
    }

    private List<FeedRecord> told(
            FileDelivery delivery,
            AuditEvent.Step step,
            FileOffset offset,
            FileTotals totals,
            Optional<String> reason) {
        AuditEvent.Outcome outcome = AuditEvent.Outcome.of(step, reason, Optional.empty());
        return side
                .audit(
                        delivery,
                        step,
                        offset.told().toMap(),
                        Optional.of(totals),
                        outcome,
                        offset.skipped().list())
                .stream()
                .toList();
    }

    private List<FeedRecord> audit(
            FileDelivery delivery,
            AuditEvent.Step step,
            @Nullable Map<String, Object> offset,
            AuditEvent.Outcome outcome) {
        return side.audit(delivery, step, offset, Optional.empty(), outcome, List.of()).stream()
                .toList();
    }

    /** What the entry of a file becomes that is no longer in its place: it is kept while a duplicate is to be known. */
    private Optional<FileOffset> entryAfter(FileDelivery delivery, AuditEvent.Step step) {
        if (delivery.duplicateOf().isPresent()) {
            return delivery.duplicateOf();
        }
        boolean isKnownAgain = delivery.isInKafka() && !delivery.isQuarantined() && step != AuditEvent.Step.CHANGED;
        return isKnownAgain ? remembered.finish(delivery.file(), clock.instant()) : Optional.empty();
    }

    /** The last event: it removes the file's entry from the offsets, unless the file stays to be listed again. */
    private void finished(FileDelivery delivery, FileFinish how, List<SourceRecord> to) {
        how.step().ifPresent(step -> {
            Map<String, Object> entry = how.stays()
                    ? delivery.lastOffset().toMap()
                    : entryAfter(delivery, step).map(FileOffset::toMap).orElse(null);
            hand(audit(delivery, step, entry, how.outcome(step)), to);
        });
        if (delivery.isInKafka()) {
            LOG.info(
                    "{}: finished, {}",
                    delivery.file().subject(),
                    how.reason().orElse(how.stays() ? "left in place" : "no longer in place")
                            + how.target().map(target -> " " + target).orElse(""));
        }
        if (delivery.keepsName(how)) {
            delivery.leave();
        } else {
            delivery.enter(FileDelivery.Stage.DONE);
        }
    }

    private void hand(List<FeedRecord> records, List<SourceRecord> to) {
        long now = clock.millis();
        for (FeedRecord record : records) {
            FeedRecord sealed = side.sealed(record);
            sealed.handOver(now);
            to.add(sealed);
        }
    }
}
