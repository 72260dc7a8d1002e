package dev.millrace.feed.layout;

import java.util.List;
import java.util.Optional;

/**
 * One kind of record.
 *
 * @param selector tells it from others
 * @param skipped whether it is read over
 * @param needed what a file without it is called; empty when it may be missing
 * @param once what a second one in a file is called; empty when there may be several
 */
public record RecordType(
        String name,
        Selector selector,
        boolean skipped,
        Optional<String> needed,
        Optional<String> once,
        List<Column> columns,
        List<Check> checks) {

    public RecordType {
        columns = List.copyOf(columns);
        checks = List.copyOf(checks);
    }

    /** The units that a record must have at least. */
    public int length() {
        return columns.stream().mapToInt(Column::end).max().orElse(0);
    }
}
