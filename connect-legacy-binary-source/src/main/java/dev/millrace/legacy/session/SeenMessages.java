package dev.millrace.legacy.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers the last messages by their keys, for all connections of a task. Thread-safe. */
public final class SeenMessages {

    private final Map<List<String>, Receipt> seen;

    /**
     * A memory.
     *
     * @param window how many it remembers
     */
    public SeenMessages(int window) {
        this.seen = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<String>, Receipt> eldest) {
                return size() > window;
            }
        };
    }

    /** What became of the message of that key; when there was none, this one is remembered. */
    synchronized Optional<Receipt> earlier(List<String> key, Receipt now) {
        return Optional.ofNullable(seen.putIfAbsent(key, now));
    }
}
