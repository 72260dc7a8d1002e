package dev.millrace.feed.edi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts headers and segments in the values of records. */
final class EdiCount {

    private long interchanges;
    private long groups;
    private long transactions;
    private long segments;

    void add(@Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(this::add);
        } else if (value instanceof Map<?, ?> map) {
            if (map.get("tag") instanceof String tag) {
                segment(tag);
            }
            add(map.get("segments"));
            add(map.get("groups"));
            add(map.get("transactions"));
        }
    }

    private void segment(String tag) {
        segments++;
        switch (tag) {
            case "ISA", "UNB", "STX" -> interchanges++;
            case "GS", "UNG", "BAT" -> groups++;
            case "ST", "UNH", "MHD" -> transactions++;
            default -> {}
        }
    }

    List<Long> counts() {
        return List.of(interchanges, groups, transactions, segments);
    }
}
