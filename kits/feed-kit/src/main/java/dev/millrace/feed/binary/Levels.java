package dev.millrace.feed.binary;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.header.Headers;

/**
 * Says which records of a hierarchy belong together: every record has the number of its root, and below it a running number
 * for each level. Not thread-safe.
 */
final class Levels {

    private static final String HEADER = "millrace.level.";

    private final List<Set<String>> levels;
    private final long[] counts;
    private final boolean[] open;
    private long root = -1;
    private boolean known;

    Levels(List<Set<String>> levels) {
        this.levels = levels;
        this.counts = new long[levels.size()];
        this.open = new boolean[levels.size()];
    }

    /** Takes a record into account. */
    void add(RecordType type, long number) {
        int level = level(type);
        known = level >= 0;
        if (known) {
            enter(level, number);
        }
    }

    /** The level that names the type or its value, else the one of all others. */
    private int level(RecordType type) {
        int others = -1;
        for (int level = 0; level < counts.length; level++) {
            Set<String> types = levels.get(level);
            if (types.contains(type.value()) || types.stream().anyMatch(type.name()::equalsIgnoreCase)) {
                return level;
            }
            others = types.contains("*") ? level : others;
        }
        return others;
    }

    private void enter(int level, long number) {
        if (level == 0) {
            root = number;
            Arrays.fill(counts, 0);
        }
        counts[level]++;
        open[level] = true;
        Arrays.fill(open, level + 1, open.length, false);
    }

    /** Adds the numbers of the record that was added last; one of no level has that of the root before it. */
    void tell(Headers headers) {
        if (root < 0) {
            return;
        }
        headers.addString(HEADER + 0, Long.toString(root));
        for (int level = 1; known && level < counts.length; level++) {
            if (open[level]) {
                headers.addString(HEADER + level, root + "_L" + level + "_" + counts[level]);
            }
        }
    }

    /** Printable; empty where there are no levels or no root yet. */
    String state() {
        if (root < 0) {
            return "";
        }
        StringBuilder state = new StringBuilder().append(root);
        for (int level = 1; level < counts.length; level++) {
            state.append(',').append(counts[level]).append(open[level] ? "+" : "");
        }
        return state.toString();
    }

    /** Goes on from a state. */
    void restore(String state) {
        if (state.isEmpty()) {
            return;
        }
        String[] parts = state.split(",", -1);
        if (parts.length != Math.max(1, counts.length)) {
            throw new IllegalArgumentException("not a state of these levels");
        }
        root = Long.parseLong(parts[0]);
        for (int level = 1; level < counts.length; level++) {
            open[level] = parts[level].endsWith("+");
            counts[level] = Long.parseLong(parts[level].replace("+", ""));
        }
    }
}
