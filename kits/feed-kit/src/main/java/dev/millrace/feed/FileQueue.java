package dev.millrace.feed;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files to be read, in order, each with the offset stored for it. Belongs to the reading thread. */
final class FileQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FileQueue.class);

    /** How many offsets are asked for at a time: each question reads the offsets topic to its end. */
    private static final int LOOK_UP = 500;

    /**
     * A file to be read.
     *
     * @param isNew whether nothing is stored for it
     * @param expected what its bytes must hash to, where the sender told that
     */
    record Entry(FileIdentity file, FileOffset offset, boolean isNew, Optional<ExpectedDigest> expected) {}

    private final FileScan scan;
    private final FilesInHand inHand;
    private final RememberedFiles remembered;
    private final Function<Collection<Map<String, Object>>, Map<Map<String, Object>, Map<String, Object>>> stored;
    private final boolean holdsBack;
    private final Clock clock;
    private final FeedMeters meters;
    private final Deque<FileIdentity> found = new ArrayDeque<>();
    private final Deque<Entry> lookedUp = new ArrayDeque<>();
    private @Nullable FileIdentity held;

    /**
     * A queue that fills itself.
     *
     * @param stored finds the offsets stored for source partitions
     * @param holdsBack whether the files behind one that could not be read must wait for it
     */
    FileQueue(
            FileScan scan,
            FilesInHand inHand,
            RememberedFiles remembered,
            Function<Collection<Map<String, Object>>, Map<Map<String, Object>, Map<String, Object>>> stored,
            boolean holdsBack,
            Clock clock,
            FeedMeters meters) {
        this.scan = scan;
        this.inHand = inHand;
        this.remembered = remembered;
        this.stored = stored;
        this.holdsBack = holdsBack;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * The next file; looks into the folders when none is left and a listing is due. One that was finished and is remembered
     * has an offset that says so; of one that is identified by its content nothing is known before {@link #identified}.
     */
    Optional<Entry> next() {
        if (held != null && inHand.isOnItsWay(held)) {
            return Optional.empty();
        }
        held = null;
        if (lookedUp.isEmpty()) {
            if (found.isEmpty() && scan.isDue()) {
                List<FileIdentity> ready = scan.look();
                found.addAll(ready);
            }
            lookUp();
        }
        Optional<Entry> next = Optional.empty();
        while (next.isEmpty() && !lookedUp.isEmpty()) {
            next = claim(lookedUp.peek());
            lookedUp.poll();
        }
        meters.filesWaiting.set(found.size() + lookedUp.size());
        next.ifPresent(entry -> inHand.take(entry.file()));
        return next;
    }

    /**
     * The entry of a file whose content is known now. Empty while another file of the same content is on its way: a later
     * listing offers it again.
     */
    Optional<Entry> identified(Entry entry, String sha256) {
        FileIdentity file = entry.file().withContent(sha256);
        if (!inHand.takeContent(file)) {
            inHand.release(entry.file());
            return Optional.empty();
        }
        Map<String, Object> partition = file.partition();
        Map<String, Object> offset = stored.apply(List.of(partition)).get(partition);
        return Optional.of(taken(new Entry(file, FileOffset.from(offset), offset == null, entry.expected())));
    }

    /** A file that was given out could not be read: where the order counts, all behind it waits until it is free again. */
    void lost(FileIdentity file) {
        if (holdsBack) {
            found.clear();
            lookedUp.clear();
            scan.lost(file);
            held = file;
        }
    }

    /** The missing numbers of a sequence that a file was let pass without; told once. */
    Optional<String> gapBefore(FileIdentity file) {
        return scan.gapBefore(file);
    }

    /** The entry with all that is known of the file; empty when its digest can't be read, then it is put off. */
    private Optional<Entry> claim(Entry entry) {
        Entry taken = entry.file().isKnown() ? taken(entry) : entry;
        if (taken.offset().state() != FileOffset.State.READING) {
            return Optional.of(taken);
        }
        try {
            Optional<ExpectedDigest> expected = scan.expectedDigest(taken.file());
            return Optional.of(new Entry(taken.file(), taken.offset(), taken.isNew(), expected));
        } catch (ConnectorFailure failure) {
            if (failure.kind() != FailureKind.REJECTED) {
                throw failure;
            }
            if (!inHand.wasPutOff(taken.file())) {
                LOG.warn("{}; the file is tried again with every listing", failure.getMessage());
            }
            inHand.putOff(taken.file());
            lost(taken.file());
            return Optional.empty();
        }
    }

    /** What an entry says at the moment its file is taken up: an expired one, or an earlier file's, says nothing. */
    private Entry taken(Entry entry) {
        FileOffset stored = entry.offset().isOfAnother(entry.file()) ? FileOffset.START : entry.offset();
        FileOffset offset = remembered.claim(entry.file(), stored, clock.instant());
        boolean isNew = entry.isNew() || offset.equals(FileOffset.START);
        return new Entry(entry.file(), offset, isNew, entry.expected());
    }

    private void lookUp() {
        List<FileIdentity> some = new ArrayList<>();
        List<Map<String, Object>> partitions = new ArrayList<>();
        while (some.size() < LOOK_UP && !found.isEmpty()) {
            FileIdentity file = found.remove();
            some.add(file);
            if (file.isKnown()) {
                partitions.add(file.partition());
            }
        }
        Map<Map<String, Object>, Map<String, Object>> offsets =
                partitions.isEmpty() ? Map.of() : stored.apply(partitions);
        for (int i = 0; i < some.size(); i++) {
            Map<String, Object> offset = partitions.isEmpty() ? null : offsets.get(partitions.get(i));
            lookedUp.add(new Entry(some.get(i), FileOffset.from(offset), offset == null, Optional.empty()));
        }
    }
}
