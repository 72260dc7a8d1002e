package dev.millrace.transforms.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table from a file that is read anew when the file changed, by whichever record comes next. While the new content can't be
 * read, the last good one stays, and that is told once. Thread-safe.
 */
final class FileLookup implements LookupTable {

    private static final Logger log = LoggerFactory.getLogger(FileLookup.class);

    private record Stamp(long modified, long size, @Nullable Object key) {}

    private final LookupFile file;
    private final LongSupplier nanos;
    private final AtomicLong lookedAt;
    private volatile long refresh;
    private volatile Map<String, String> table;
    private Stamp stamp;
    private String told = "";

    /**
     * Reads the file.
     *
     * @param nanos a clock that never goes back
     * @throws IOException when it can't be read, or is not what it must be
     */
    FileLookup(LookupFile file, LongSupplier nanos) throws IOException {
        this.file = file;
        this.nanos = nanos;
        this.lookedAt = new AtomicLong(nanos.getAsLong());
        this.stamp = stamp();
        this.table = Map.copyOf(file.read());
    }

    LookupFile file() {
        return file;
    }

    /** How often the file is looked at; never with 0. */
    void refreshEvery(long millis) {
        refresh = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public @Nullable Object find(String key) {
        if (refresh > 0) {
            long now = nanos.getAsLong();
            long last = lookedAt.get();
            if (now - last >= refresh && lookedAt.compareAndSet(last, now)) {
                reload();
            }
        }
        return table.get(key);
    }

    /** One thread at a time, or what was read first could be put over what was read later. */
    private synchronized void reload() {
        try {
            Stamp found = stamp();
            if (found.equals(stamp)) {
                told = "";
                return;
            }
            Map<String, String> fresh = Map.copyOf(file.read());
            if (!found.equals(stamp())) {
                // It is being written: what was read may be half of it.
                return;
            }
            table = fresh;
            stamp = found;
            told = "";
            log.info("Lookup file {} changed: {} keys", file.path(), fresh.size());
        } catch (IOException wrong) {
            String sentence = LookupFault.sentence(wrong);
            if (!sentence.equals(told)) {
                told = sentence;
                log.warn("Lookup file {} {}; its last content is used on", file.path(), sentence);
            }
        }
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes found = Files.readAttributes(file.path(), BasicFileAttributes.class);
        return new Stamp(found.lastModifiedTime().to(TimeUnit.NANOSECONDS), found.size(), found.fileKey());
    }
}
