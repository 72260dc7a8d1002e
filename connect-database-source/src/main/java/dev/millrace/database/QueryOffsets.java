package dev.millrace.database;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges offsets of tables and queries that a person wants to store; what their columns hold, the first turn judges. */
final class QueryOffsets {

    private static final String TABLE = "table";
    private static final String QUERY = "query";
    private static final String KEY_PREFIX = "key.";

    private QueryOffsets() {}

    /**
     * Refuses what no reading could go on from.
     *
     * @throws IllegalArgumentException its message says what is wrong
     */
    static void check(QuerySettings settings, Map<String, ?> partition, Map<String, ?> offset) {
        source(settings, partition);
        if (DetectedRows.check(partition, offset, settings.changes())) {
            return;
        }
        part(settings, partition);
        QueryOffset.checkKeys(offset, partition.containsKey(WalkPlace.PART) ? settings.partKeys() : 0);
        boolean isRun = offset.containsKey(BulkRun.RUN);
        if (isRun != (settings.mode() == QueryMode.BULK)) {
            throw new IllegalArgumentException(
                    isRun ? "it is one of mode=bulk" : "it is none of mode=bulk: begin with {\"run\": 1, ...}");
        }
        if (isRun) {
            BulkRun unused = BulkRun.read(offset);
            BulkRun.rows(offset);
            BulkRun.isDone(offset);
        } else if (offset.keySet().stream().noneMatch(key -> key.startsWith(KEY_PREFIX))) {
            throw new IllegalArgumentException(
                    "it has no place to go on from: write the last row's columns, such as {\"key.id\": 4711}");
        }
    }

    private static void source(QuerySettings settings, Map<String, ?> partition) {
        Stream<String> known = settings.query()
                .map(query -> Stream.of(QUERY + " " + query.id()))
                .orElseGet(() -> settings.tables().stream().map(table -> TABLE + " " + table));
        String wanted =
                partition.containsKey(TABLE) ? TABLE + " " + partition.get(TABLE) : QUERY + " " + partition.get(QUERY);
        String all = known.collect(Collectors.joining(", "));
        if (!Stream.of(all.split(", ")).toList().contains(wanted)) {
            throw new IllegalArgumentException("the connector reads no " + wanted + "; it reads " + all);
        }
    }

    private static void part(QuerySettings settings, Map<String, ?> partition) {
        Object part = partition.get(WalkPlace.PART);
        if (partition.size() != (part == null ? 1 : 2)) {
            throw new IllegalArgumentException(
                    "a partition is {\"table\": name} or {\"query\": id}, with \"part\" as a text where part.keys is set");
        }
        if (part != null && (settings.partKeys() == 0 || !String.valueOf(part).matches("-?\\d{1,19}"))) {
            throw new IllegalArgumentException("part is no number of a part, or " + QuerySettings.PART_KEYS + " is 0");
        }
    }
}
