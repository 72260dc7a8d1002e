package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.OffsetStorageWatch;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one file's records into Kafka, and of the file after them. Belongs to the polling thread once its first batch
 * was taken; {@link #finished} alone comes from the reading thread, {@link #oldestSince} goes to any.
 */
final class FileDelivery {

    /** What is left to happen. */
    enum Stage {
        /** Its end was not read yet. */
        READING,
        /** Kafka does not have all of it yet. */
        DRAINING,
        /** Its end was told to the audit topic; Kafka does not have that yet. */
        TELLING,
        /** Kafka has all; the worker has not stored that yet. */
        STORING,
        /** The file is being moved or deleted. */
        FINISHING,
        /** Nothing. */
        DONE
    }

    /**
     * How the file was finished.
     *
     * @param step what is told of it, when it is not in its place any more
     * @param target where it is now, when it was moved
     */
    record Finish(Optional<AuditEvent.Step> step, Optional<String> target) {
        static final Finish LEFT = new Finish(Optional.empty(), Optional.empty());

        static Finish gone(AuditEvent.Step step) {
            return new Finish(Optional.of(step), Optional.empty());
        }

        static Finish movedTo(String target) {
            return new Finish(Optional.of(AuditEvent.Step.ARCHIVED), Optional.of(target));
        }
    }

    private final FileIdentity file;
    private final Map<String, Object> partition;
    private final DeliveryLedger<Long> ledger = new DeliveryLedger<>();
    private long handedOver;
    private Stage stage = Stage.READING;
    private Batch.@Nullable Ending ending;
    private OffsetStorageWatch.@Nullable Mark mark;
    private volatile @Nullable Finish finish;

    FileDelivery(FileIdentity file) {
        this.file = file;
        this.partition = file.partition();
    }

    FileIdentity file() {
        return file;
    }

    Map<String, Object> partition() {
        return partition;
    }

    DeliveryLedger<Long>.Ticket handOver(long now) {
        return ledger.handOver(++handedOver, now);
    }

    /** When the oldest record that Kafka has not confirmed was handed over, {@link Long#MAX_VALUE} for none. */
    long oldestSince() {
        return ledger.oldestSince();
    }

    long unconfirmed() {
        return ledger.outstanding();
    }

    boolean isSettled() {
        return ledger.isSettled();
    }

    void polled(boolean committed) {
        ledger.polled(committed);
    }

    Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        stage = next;
    }

    void ended(Batch.Ending how) {
        ending = how;
        stage = Stage.DRAINING;
    }

    Batch.Ending ending() {
        Batch.Ending known = ending;
        if (known == null) {
            throw new IllegalStateException(file.subject() + " has not ended");
        }
        return known;
    }

    /** Whether it was read as far as it can be, and is to be moved or deleted now. */
    boolean isInKafka() {
        return !(ending instanceof Batch.Lost || ending instanceof Batch.PutOff);
    }

    boolean isPutOff() {
        return ending instanceof Batch.PutOff;
    }

    boolean isQuarantined() {
        return ending instanceof Batch.Quarantined || (ending instanceof Batch.AlreadyTold told && told.quarantined());
    }

    /** All is settled: from now on its offset is waited for, unless nothing was sent that could hold one. */
    void awaitStorage(OffsetStorageWatch watch) {
        mark = watch.mark();
        stage = Stage.STORING;
    }

    boolean isStored(OffsetStorageWatch watch) {
        OffsetStorageWatch.Mark since = mark;
        return ledger.confirmed() == 0 || (since != null && watch.isStored(since));
    }

    /** Tells, from the reading thread, that the file itself is dealt with. */
    void finished(Finish how) {
        finish = how;
    }

    Optional<Finish> finish() {
        return Optional.ofNullable(finish);
    }
}
