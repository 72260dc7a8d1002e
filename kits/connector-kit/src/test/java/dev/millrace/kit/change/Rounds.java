package dev.millrace.kit.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** A connector around a detector: rounds over a map of rows, records in a list, offsets in a map. */
final class Rounds {

    private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> topic = new TreeMap<>();
    private final Map<String, LongAdder> figures = new HashMap<>();
    private final ChangeSettings settings;
    private ChangeDetector detector;

    Rounds(Map<String, String> options) {
        settings = settings(options);
        detector = load();
    }

    static ChangeSettings settings(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent(ChangeSettings.DETECT, "changes");
        all.putIfAbsent(ChangeSettings.BUCKETS, "3");
        return ChangeSettings.from(config(all));
    }

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        ChangeSettings.define(definition, "a shelf", "the task stops");
        return new AbstractConfig(definition, options, false);
    }

    /** The worker dies, and another one reads the offsets. */
    void restart() {
        detector = load();
    }

    void store(Map<String, ?> partition, Map<String, Object> offset) {
        offsets.put(partition, offset);
        restart();
    }

    ChangeDetector detector() {
        return detector;
    }

    /** What the records said, in their order. */
    List<String> told() {
        return told;
    }

    /** What somebody holds who follows them, by their keys. */
    Map<String, String> topic() {
        return topic;
    }

    long figure(String name) {
        return figures.getOrDefault(name, new LongAdder()).sum();
    }

    /** A whole round. */
    void whole(Map<String, String> rows) {
        boolean unused = upTo(rows, Integer.MAX_VALUE);
    }

    /** A round that ends behind some records; false when it was whole before. */
    boolean upTo(Map<String, String> rows, int records) {
        detector.begin();
        int left = records;
        for (Map.Entry<String, String> row : rows.entrySet()) {
            if (left == 0) {
                return true;
            }
            Map<String, Object> content = Map.of("id", Integer.valueOf(row.getKey()), "text", row.getValue());
            Optional<Change> change = detector.row(List.of(row.getKey()), content, row.getKey());
            if (change.isPresent()) {
                tell(
                        change.get().kind(),
                        row.getKey(),
                        row.getValue(),
                        change.get().place());
                left--;
            }
        }
        while (left > 0) {
            Optional<Deletion> gone = detector.behind(false);
            if (gone.isEmpty()) {
                return false;
            }
            tell(
                    ChangeKind.DELETED,
                    gone.get().key(),
                    gone.get().isTombstone() ? "" : "named",
                    gone.get().place());
            left--;
        }
        return true;
    }

    private void tell(ChangeKind kind, String key, String text, Place place) {
        told.add((kind.word() + " " + key + " " + text).trim());
        if (kind == ChangeKind.DELETED) {
            topic.remove(key);
        } else {
            topic.put(key, text);
        }
        offsets.put(place.partition(), new HashMap<>(place.offset()));
    }

    private ChangeDetector load() {
        figures.clear();
        return ChangeDetector.load(
                new Compared("shelf 7", Map.of("endpoint", "shelf"), "the.key"),
                settings,
                new OffsetStorageReader() {

                    @Override
                    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
                        return offsets.get(partition);
                    }

                    @Override
                    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
                        partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
                        return found;
                    }
                },
                new ChangeMeters((figure, description) -> figures.computeIfAbsent(figure, name -> new LongAdder())));
    }
}
