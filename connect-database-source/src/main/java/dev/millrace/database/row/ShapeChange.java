package dev.millrace.database.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two shapes of one table or query, by the names of the columns.
 *
 * @param changed of another type, length or obligation; each as {@code name: varchar(20) -> text}
 */
public record ShapeChange(List<String> added, List<String> removed, List<String> changed) {

    public ShapeChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** Compares the columns; their order doesn't matter. */
    public static ShapeChange between(RowShape before, RowShape after) {
        Map<String, Column> old = new LinkedHashMap<>();
        before.columns().forEach(column -> old.put(column.name(), column));
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Column column : after.columns()) {
            Column former = old.remove(column.name());
            if (former == null) {
                added.add(column.name());
            } else if (!former.equals(column)) {
                changed.add(column.name() + ": " + former.type() + " -> " + column.type());
            }
        }
        return new ShapeChange(added, List.copyOf(old.keySet()), changed);
    }

    /** Whether the columns are the same, in whatever order. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /** For people: {@code added a, b; removed c; changed d: int4 -> int8}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        part(parts, "added ", added);
        part(parts, "removed ", removed);
        part(parts, "changed ", changed);
        return String.join("; ", parts);
    }

    private static void part(List<String> parts, String what, List<String> columns) {
        if (!columns.isEmpty()) {
            parts.add(what + String.join(", ", columns));
        }
    }
}
