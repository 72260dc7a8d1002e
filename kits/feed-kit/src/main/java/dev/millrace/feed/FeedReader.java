package dev.millrace.feed;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Consequence;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.FailurePolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading thread of a task: all calls to the store happen here, so that a slow partner never holds up the worker. Reads
 * one file at a time into a bounded inbox and, in between, finishes files that Kafka has.
 */
final class FeedReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    private static final long IDLE_MILLIS = 50;
    private static final long IDLE_WITH_REPLIES_MILLIS = 2;

    private final FileOpener opener;
    private final SpoolFolder spools;
    private final FeedSettings settings;
    private final FileQueue files;
    private final FilesInHand inHand;
    private final FileFinisher finisher;
    private final ReplyWriter replies;
    private final SideRecords side;
    private final SenderMemory memory;
    private final Patience patience;
    private final FeedMeters meters;
    private final Inbox inbox;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final long idleMillis;
    private @Nullable FileReading reading;
    private int failures;

    FeedReader(
            FileOpener opener,
            SpoolFolder spools,
            FeedSettings settings,
            FileQueue files,
            FilesInHand inHand,
            FileFinisher finisher,
            ReplyWriter replies,
            SideRecords side,
            SenderMemory memory,
            Patience patience,
            FeedMeters meters) {
        this.opener = opener;
        this.spools = spools;
        this.settings = settings;
        this.files = files;
        this.inHand = inHand;
        this.finisher = finisher;
        this.replies = replies;
        this.side = side;
        this.memory = memory;
        this.patience = patience;
        this.meters = meters;
        this.inbox =
                new Inbox(settings.target().batchRecords(), settings.target().batchBytes());
        this.idleMillis = settings.acknowledgements().folder().isPresent() ? IDLE_WITH_REPLIES_MILLIS : IDLE_MILLIS;
    }

    /** The next batch, waited for so long at most; null when there is none. */
    @Nullable
    Batch take(long millis) throws InterruptedException {
        return inbox.take(millis);
    }

    /** The next batch if it is there and no larger, else null. */
    @Nullable
    Batch takeWithin(long records, long bytes) {
        return inbox.takeWithin(records, bytes);
    }

    /** What ended the thread, once everything read before it was taken. */
    Optional<Throwable> failure() {
        Throwable known = failure.get();
        return inbox.isEmpty() ? Optional.ofNullable(known) : Optional.empty();
    }

    /** What ended the thread, whatever it left: nothing of that will be written or finished any more. */
    Optional<Throwable> ended() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void run() {
        try {
            spools.clean();
            while (!patience.isStopping()) {
                step();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            if (!patience.isStopping()) {
                failure.set(handOverBefore(fatal));
            }
        } finally {
            closeReading();
        }
    }

    /** What was read before is taken before the task ends, and the answers in between are still written. */
    private Throwable handOverBefore(Throwable fatal) {
        try {
            while (!inbox.isEmpty() && !patience.isStopping()) {
                replies.work();
                boolean unused = finisher.work();
                idle();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException again) {
            fatal.addSuppressed(again);
        }
        return fatal;
    }

    private void step() throws InterruptedException {
        try {
            replies.work();
            boolean worked = finisher.work();
            FileReading current = reading == null ? openNext() : reading;
            if (current != null) {
                Batch batch = readOn(current);
                handOver(batch);
                if (batch.ending().orElse(null) instanceof Batch.Stopped stopped) {
                    throw stopped.failure();
                }
            } else if (!worked) {
                idle();
            }
            failures = 0;
        } catch (ConnectorFailure failed) {
            if (FailurePolicy.consequenceOf(failed.kind()) != Consequence.RETRY) {
                throw failed;
            }
            failures++;
            meters.failures.increment();
            if (failures == 1 && !patience.isStopping()) {
                LOG.warn("{}; trying again until it succeeds", failed.getMessage());
            }
            patience.pause(failures, failed);
        }
    }

    /** The next file that has something to read; one that has not goes on its way at once. */
    private @Nullable FileReading openNext() throws InterruptedException {
        if (inHand.taken() >= settings.selection().unfinishedFiles()) {
            return null;
        }
        Optional<FileQueue.Entry> next = files.next().flatMap(this::identified);
        if (next.isEmpty()) {
            return null;
        }
        FileQueue.Entry entry = next.get();
        FileIdentity file = entry.file();
        FileOffset offset = entry.offset();
        FileDelivery delivery = new FileDelivery(file, offset, entry.isNew());
        if (offset.state() == FileOffset.State.FINISHED) {
            handOver(new Batch(delivery, List.of(), Optional.of(new Batch.Duplicate(offset))));
            return null;
        }
        if (isTold(offset)) {
            boolean quarantined = offset.state() != FileOffset.State.COMPLETED;
            handOver(new Batch(delivery, List.of(), Optional.of(new Batch.AlreadyTold(quarantined))));
            return null;
        }
        meters.filesSeen.increment();
        tellGap(delivery, offset);
        FileReading opened = open(delivery, entry);
        if (opened != null && entry.isNew() && side.tells(AuditEvent.Step.SEEN)) {
            handOver(new Batch(delivery, List.of(), Optional.empty()));
        }
        return opened;
    }

    /** A file that is known by its content is read once before all else; empty when that can't be done now. */
    private Optional<FileQueue.Entry> identified(FileQueue.Entry entry) {
        if (entry.file().isKnown()) {
            return Optional.of(entry);
        }
        try {
            return files.identified(entry, opener.contentHash(entry.file()));
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.REJECTED) {
                throw failed;
            }
            if (isPutOff(failed)) {
                tellPutOff(entry.file(), failed);
                inHand.putOff(entry.file());
            } else {
                tellLost(failed);
                inHand.release(entry.file());
            }
            files.lost(entry.file());
            return Optional.empty();
        }
    }

    /** Tells, with the file that was let pass, that others of its sequence did not come. */
    private void tellGap(FileDelivery delivery, FileOffset offset) throws InterruptedException {
        Optional<String> missing = files.gapBefore(delivery.file());
        Optional<FeedRecord> gap = missing.isEmpty()
                ? Optional.empty()
                : side.audit(delivery, AuditEvent.Step.SEQUENCE_GAP, offset.toMap(), Optional.empty(), missing);
        if (gap.isPresent()) {
            handOver(new Batch(delivery, List.of(gap.get()), Optional.empty()));
        }
    }

    /** Whether a later listing may find the file readable. */
    private static boolean isPutOff(ConnectorFailure failed) {
        return failed.code().equals(StoreFailure.DENIED) || failed.code().equals(SpoolFolder.FULL);
    }

    private void tellLost(ConnectorFailure failed) {
        LOG.warn("{}", failed.getMessage());
        meters.filesLost.increment();
    }

    private void tellPutOff(FileIdentity file, ConnectorFailure failed) {
        if (!inHand.wasPutOff(file)) {
            LOG.warn("{} ({}); the file is tried again with every listing", failed.getMessage(), failed.code());
        }
    }

    /** Whether nothing is left to be read or told; a broken file is read on for the totals that are told. */
    private boolean isTold(FileOffset offset) {
        return switch (offset.state()) {
            case READING -> false;
            case BROKEN -> !side.tells(AuditEvent.Step.QUARANTINED);
            case COMPLETED, QUARANTINED, FINISHED -> true;
        };
    }

    private @Nullable FileReading open(FileDelivery delivery, FileQueue.Entry entry) throws InterruptedException {
        FileIdentity file = delivery.file();
        FileOffset offset = entry.offset();
        long at = offset.position().offset();
        if (at > file.size() && offset.place().equals(Place.PLAIN)) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "offset-beyond-end",
                    file.subject() + " has " + file.size() + " bytes, but its stored offset is at byte " + at
                            + ": remove the offset to read the file from its start");
        }
        try {
            FirstPass.Outcome outcome = opener.open(file, offset, entry.expected(), this::meanwhile);
            if (outcome instanceof FirstPass.Refused refused) {
                refuse(delivery, entry, refused);
            } else if (outcome instanceof FirstPass.Accepted accepted) {
                reading = begin(delivery, offset, accepted.bytes());
            }
            return reading;
        } catch (ConnectorFailure failed) {
            if (failed.kind() == FailureKind.MALFORMED) {
                FileTotals totals =
                        new FileTotals(offset.records() - offset.malformed(), offset.malformed(), Optional.empty());
                refuse(delivery, entry, new FirstPass.Refused(failed, totals));
            } else {
                handOver(lostOrPutOff(delivery, List.of(), failed));
            }
            return null;
        } catch (IOException failed) {
            // The stream of the store goes on by itself: it is the worker's disk or the format, and a later listing
            // tries.
            ConnectorFailure cut = StoreFailure.unreachable(file.subject(), "opening", failed);
            tellPutOff(file, cut);
            meters.failures.increment();
            files.lost(file);
            handOver(new Batch(delivery, List.of(), Optional.of(new Batch.PutOff())));
            return null;
        }
    }

    private FileReading begin(FileDelivery delivery, FileOffset offset, FileBytes bytes) throws IOException {
        try {
            return new FileReading(delivery, offset, settings, bytes, memory.reading(delivery.file()), side, meters);
        } catch (IOException | RuntimeException failed) {
            bytes.close();
            throw failed;
        }
    }

    /** Sets a file aside of which nothing was handed over now; where nobody would hear of it, the task stops. */
    private void refuse(FileDelivery delivery, FileQueue.Entry entry, FirstPass.Refused refused)
            throws InterruptedException {
        ConnectorFailure failure = refused.failure();
        if (!settings.setsFilesAside()) {
            handOver(new Batch(delivery, List.of(), Optional.of(new Batch.Stopped(failure))));
            throw failure;
        }
        LOG.warn("{} ({}); the file is set aside as a whole", failure.getMessage(), failure.code());
        FileOffset offset = entry.offset();
        Breakage why = new Breakage(
                failure.code(),
                refused.at().orElse(offset.position()),
                refused.totals().sha256(),
                refused.at().map(at -> String.valueOf(failure.getMessage())));
        boolean goes = settings.finish().quarantine().isPresent();
        FileOffset end = offset.quarantined(why.text()).endOf(delivery.file(), goes);
        Batch.Quarantined ending = new Batch.Quarantined(refused.totals(), end, failure.code());
        List<FeedRecord> told = side.unreadable(delivery, offset.broken(why.text()), why).stream()
                .toList();
        handOver(new Batch(delivery, told, Optional.of(ending)));
    }

    /** What goes on while a file is looked through. */
    private void meanwhile() {
        if (patience.isStopping()) {
            throw new ConnectorFailure(FailureKind.TRANSIENT, Patience.STOPPING, "the task stops");
        }
        replies.work();
        boolean unused = finisher.work();
    }

    private Batch readOn(FileReading current) {
        Batch batch;
        try {
            batch = current.next();
        } catch (ConnectorFailure failed) {
            batch = lostOrPutOff(current.delivery(), current.unfinished(), failed);
        } catch (IOException failed) {
            throw new ConnectorFailure(
                    FailureKind.DEFECT, "format", current.delivery().file().subject() + ": the format failed", failed);
        }
        if (batch.ending().isPresent()) {
            if (batch.ending().get() instanceof Batch.Completed) {
                memory.finished(current.delivery().file());
            }
            closeReading();
        }
        return batch;
    }

    /** A file that is gone or another one is let go; one that may not be read is tried again later. */
    private Batch lostOrPutOff(FileDelivery delivery, List<FeedRecord> before, ConnectorFailure failed) {
        if (failed.kind() != FailureKind.REJECTED) {
            throw failed;
        }
        boolean putOff = isPutOff(failed);
        if (putOff) {
            tellPutOff(delivery.file(), failed);
        } else {
            tellLost(failed);
        }
        files.lost(delivery.file());
        boolean vanished = failed.code().equals(StoreFailure.MISSING);
        return new Batch(delivery, before, Optional.of(putOff ? new Batch.PutOff() : new Batch.Lost(vanished)));
    }

    private void handOver(Batch batch) throws InterruptedException {
        while (!inbox.offer(batch, idleMillis)) {
            replies.work();
            finisher.work();
            if (patience.isStopping()) {
                return;
            }
        }
    }

    private void idle() throws InterruptedException {
        finisher.await(idleMillis);
    }

    private void closeReading() {
        FileReading open = reading;
        reading = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException cut) {
                LOG.debug("{}: did not close cleanly", open.delivery().file().subject(), cut);
            }
        }
    }
}
