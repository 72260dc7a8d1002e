package dev.millrace.transforms.origin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the youngest of many things: beyond its bound the oldest is forgotten. Belongs to whoever holds its lock. */
public final class BoundedMemory<K, V> {

    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>();
    private final int most;

    /** A memory of at most so many things, at least one. */
    public BoundedMemory(int most) {
        this.most = most;
    }

    public @Nullable V get(K key) {
        return entries.get(key);
    }

    /**
     * Remembers a thing as the youngest.
     *
     * @return what was forgotten for it
     */
    public Optional<V> put(K key, V value) {
        entries.remove(key);
        entries.put(key, value);
        if (entries.size() <= most) {
            return Optional.empty();
        }
        Map.Entry<K, V> oldest = entries.entrySet().iterator().next();
        V forgotten = oldest.getValue();
        entries.remove(oldest.getKey());
        return Optional.of(forgotten);
    }

    public int size() {
        return entries.size();
    }
}
