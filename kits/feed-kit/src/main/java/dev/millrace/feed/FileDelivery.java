package dev.millrace.feed;

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
        READING("their end was not read yet"),
        DRAINING("Kafka does not have all of their records yet"),
        TELLING("their end was told to the audit topic, and Kafka does not have that yet"),
        STORING("Kafka has all of them, and the worker has not stored that yet"),
        FINISHING("they are being moved, renamed, deleted or marked"),
        LEAVING("their entry was removed from the offsets, and that is not stored yet"),
        DONE("nothing is left to happen");

        private final String meaning;

        Stage(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    private final FileIdentity file;
    private final Map<String, Object> partition;
    private final FileOffset stored;
    private final boolean isNew;
    private final DeliveryLedger<Long> ledger = new DeliveryLedger<>();
    private long handedOver;
    private long began;
    private boolean started;
    private volatile Stage stage = Stage.READING;
    private Batch.@Nullable Ending ending;
    private OffsetStorageWatch.@Nullable Mark mark;
    private volatile @Nullable FileFinish finish;

    /**
     * A file that is read from where its stored offset says.
     *
     * @param isNew whether nothing is stored for it
     */
    FileDelivery(FileIdentity file, FileOffset stored, boolean isNew) {
        this.file = file;
        this.stored = stored;
        this.isNew = isNew;
        this.partition = file.partition();
    }

    FileIdentity file() {
        return file;
    }

    Map<String, Object> partition() {
        return partition;
    }

    /** Its first batch is taken. */
    void begin(long now) {
        began = now;
    }

    /** When its first batch was taken, in this run. */
    long began() {
        return began;
    }

    /** Whether this batch is the first word of a file of which nothing is stored. */
    boolean isSeenBy(Batch batch) {
        return isNew && !batch.isLeft();
    }

    /** Whether this batch is the first to bring something of a file that is read from its first byte; true once. */
    boolean isStartedBy(Batch batch) {
        boolean starts = !started
                && stored.equals(FileOffset.START)
                && !batch.isLeft()
                && !(batch.records().isEmpty() && batch.ending().isEmpty());
        started |= starts;
        return starts;
    }

    /** The offset that remembers how the file ended: in this run, or in an earlier one. */
    FileOffset lastOffset() {
        if (ending instanceof Batch.Completed completed) {
            return completed.offset().told();
        }
        return ending instanceof Batch.Quarantined quarantined
                ? quarantined.offset().told()
                : stored;
    }

    /** Whether an earlier run told how the file ended. */
    boolean isAlreadyTold() {
        return ending instanceof Batch.AlreadyTold;
    }

    /** Hands a record over that was made of so many bytes of the file. */
    DeliveryLedger<Long>.Ticket handOver(long bytes, long now) {
        handedOver += bytes;
        return ledger.handOver(handedOver, now);
    }

    /** When the oldest record that Kafka has not confirmed was handed over, {@link Long#MAX_VALUE} for none. */
    long oldestSince() {
        return ledger.oldestSince();
    }

    long unconfirmed() {
        return ledger.outstanding();
    }

    /** The bytes of the file from the first record that Kafka has not confirmed on. Belongs to the polling thread. */
    long unconfirmedBytes() {
        return handedOver - ledger.watermark().orElse(0L);
    }

    /** Whether records may still wait for Kafka's confirmation; where thousands of files wait for their end, few have any. */
    boolean mayHaveUnconfirmed() {
        return switch (stage) {
            case READING, DRAINING, TELLING, LEAVING -> true;
            case STORING, FINISHING, DONE -> false;
        };
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

    /** The entry of the file that it is a duplicate of; empty when it is none. */
    Optional<FileOffset> duplicateOf() {
        return ending instanceof Batch.Duplicate duplicate ? Optional.of(duplicate.remembered()) : Optional.empty();
    }

    /** All is settled: from now on its offset is waited for, unless nothing was sent that could hold one. */
    void awaitStorage(OffsetStorageWatch watch) {
        mark = watch.mark();
        stage = Stage.STORING;
    }

    /** Its last event is on its way; what it removes is waited for as soon as it is confirmed. */
    void leave() {
        mark = null;
        stage = Stage.LEAVING;
    }

    /** Whether the worker has stored that the entry of the file is removed. */
    boolean hasLeft(OffsetStorageWatch watch) {
        OffsetStorageWatch.Mark since = mark;
        if (since == null) {
            mark = ledger.isSettled() ? watch.mark() : null;
            return false;
        }
        return watch.isStored(since);
    }

    /**
     * Whether a file of its name that comes again would be taken for this one until its entry is removed: then the name is
     * kept back for so long.
     */
    boolean keepsName(FileFinish how) {
        return file.kind() == FileIdentity.Kind.PATH
                && isInKafka()
                && how.step().isPresent()
                && !how.stays();
    }

    boolean isStored(OffsetStorageWatch watch) {
        OffsetStorageWatch.Mark since = mark;
        return ledger.confirmed() == 0 || (since != null && watch.isStored(since));
    }

    /** Tells, from the reading thread, that the file itself is dealt with. */
    void finished(FileFinish how) {
        finish = how;
    }

    Optional<FileFinish> finish() {
        return Optional.ofNullable(finish);
    }
}
