package dev.millrace.testkit;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * The offsets topic, in memory: what a worker would find after a restart.
 *
 * <p>As in the worker, everything passes through JSON: integers come back as {@code Long}, fractions as {@code Double},
 * bytes as base64 text; and an entry is found again only by a partition whose fields stand in the same order. Unlike
 * the worker, which only logs, it throws a {@code DataException} for a map that can't be stored. Thread-safe.
 */
public final class StoredOffsets implements OffsetStorageReader {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Map<String, Object> partition, Map<String, Object> offset) {}

    /** Stores an offset, or removes the partition's entry when the offset is null (a tombstone). */
    public synchronized void store(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        String key = OffsetJson.text(partition);
        if (offset == null) {
            entries.remove(key);
        } else {
            entries.put(key, new Entry(OffsetJson.normalised(partition), OffsetJson.normalised(offset)));
        }
    }

    /** A copy of all entries, in the order in which their partitions were first stored. */
    public synchronized Map<Map<String, Object>, Map<String, Object>> all() {
        Map<Map<String, Object>, Map<String, Object>> copy = new LinkedHashMap<>();
        entries.values().forEach(entry -> copy.put(entry.partition(), entry.offset()));
        return Collections.unmodifiableMap(copy);
    }

    @Override
    @SuppressWarnings("NullAway") // the framework's contract: null for a partition without an offset
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return find(partition);
    }

    @Override
    @SuppressWarnings("NullAway") // the framework's contract: a null value for a partition without an offset
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, find(partition)));
        return found;
    }

    private synchronized @Nullable Map<String, Object> find(Map<String, ?> partition) {
        Entry entry = entries.get(OffsetJson.text(partition));
        return entry == null ? null : new HashMap<>(entry.offset());
    }
}
