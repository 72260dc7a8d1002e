package dev.millrace.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files to be read, in order, each with the offset stored for it. Belongs to the reading thread. */
final class FileQueue {

    /** How many offsets are asked for at a time: each question reads the offsets topic to its end. */
    private static final int LOOK_UP = 500;

    /**
     * A file to be read.
     *
     * @param isNew whether nothing is stored for it
     */
    record Entry(FileIdentity file, FileOffset offset, boolean isNew) {}

    private final FileScan scan;
    private final FilesInHand inHand;
    private final Function<Collection<Map<String, Object>>, Map<Map<String, Object>, Map<String, Object>>> stored;
    private final FeedMeters meters;
    private final Deque<FileIdentity> found = new ArrayDeque<>();
    private final Deque<Entry> lookedUp = new ArrayDeque<>();

    FileQueue(
            FileScan scan,
            FilesInHand inHand,
            Function<Collection<Map<String, Object>>, Map<Map<String, Object>, Map<String, Object>>> stored,
            FeedMeters meters) {
        this.scan = scan;
        this.inHand = inHand;
        this.stored = stored;
        this.meters = meters;
    }

    /** The next file; looks into the folder when none is left and a listing is due. */
    Optional<Entry> next() {
        if (lookedUp.isEmpty()) {
            if (found.isEmpty() && scan.isDue()) {
                List<FileIdentity> ready = scan.look();
                found.addAll(ready);
            }
            lookUp();
        }
        Entry next = lookedUp.poll();
        meters.filesWaiting.set(found.size() + lookedUp.size());
        if (next != null) {
            inHand.take(next.file());
        }
        return Optional.ofNullable(next);
    }

    private void lookUp() {
        List<FileIdentity> some = new ArrayList<>();
        List<Map<String, Object>> partitions = new ArrayList<>();
        while (some.size() < LOOK_UP && !found.isEmpty()) {
            FileIdentity file = found.remove();
            some.add(file);
            partitions.add(file.partition());
        }
        if (some.isEmpty()) {
            return;
        }
        Map<Map<String, Object>, Map<String, Object>> offsets = stored.apply(partitions);
        for (int i = 0; i < some.size(); i++) {
            Map<String, Object> offset = offsets.get(partitions.get(i));
            lookedUp.add(new Entry(some.get(i), FileOffset.from(offset), offset == null));
        }
    }
}
