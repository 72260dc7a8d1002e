package dev.millrace.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The finished files that are known for a while, so that a duplicate is recognised. What one run finished is kept here too:
 * its entries are known before the worker has stored them, and are removed when they expire. Thread-safe.
 */
final class RememberedFiles {

    /** How many of a run are kept; the entries of those beyond stay in the offsets until their file comes again. */
    static final int MOST = 50_000;

    private final Duration remember;
    private final Map<Object, Entry> finished = new LinkedHashMap<>();

    private record Entry(FileIdentity file, long since) {
        private FileOffset offset() {
            return FileOffset.finished(file, Instant.ofEpochMilli(since));
        }
    }

    /** Nothing is known at first. */
    RememberedFiles(IdentitySettings settings) {
        this.remember = settings.remember();
    }

    /** What the entry of a file that was finished now becomes; empty when it is removed. */
    synchronized Optional<FileOffset> finish(FileIdentity file, Instant now) {
        if (remember.isZero()) {
            return Optional.empty();
        }
        Entry entry = new Entry(file, now.toEpochMilli());
        finished.remove(keyOf(file));
        finished.put(keyOf(file), entry);
        if (finished.size() > MOST) {
            Iterator<Entry> eldest = finished.values().iterator();
            eldest.next();
            eldest.remove();
        }
        return Optional.of(entry.offset());
    }

    /** The offset from which a file is to be taken up: an entry that expired counts no more and will not be removed. */
    synchronized FileOffset claim(FileIdentity file, FileOffset stored, Instant now) {
        Entry own = finished.get(keyOf(file));
        FileOffset known = own == null ? stored : own.offset();
        if (known.state() != FileOffset.State.FINISHED) {
            return known;
        }
        if (isOver(known, now)) {
            finished.remove(keyOf(file));
            return FileOffset.START;
        }
        return known;
    }

    /** The files whose entries are to be removed now; each is told once. */
    synchronized List<FileIdentity> expired(Instant now) {
        List<FileIdentity> over = new ArrayList<>();
        Iterator<Entry> entries = finished.values().iterator();
        while (entries.hasNext()) {
            Entry eldest = entries.next();
            if (!isOver(eldest.offset(), now)) {
                break;
            }
            entries.remove();
            over.add(eldest.file());
        }
        return over;
    }

    /** Small: fifty thousand source partitions would take many times the room. */
    private static Object keyOf(FileIdentity file) {
        return switch (file.kind()) {
            case PATH -> file.path();
            case ATTRIBUTES -> file;
            case CONTENT -> file.sha256().orElseThrow();
        };
    }

    private boolean isOver(FileOffset offset, Instant now) {
        return !now.isBefore(offset.finishedAt().plus(remember));
    }
}
