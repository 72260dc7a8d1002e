package dev.millrace.feed.format;

import dev.millrace.feed.schema.ValueRules;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up one column for the trailer's sum. */
final class CsvTotals {

    /** Stands in a state for a sum that nobody knows, as a record could not be read. */
    private static final String UNKNOWN = "?";

    private final String column;
    private final ValueRules rules;
    private @Nullable BigDecimal sum;
    private @Nullable CsvHeader known;
    private int index = -1;

    /** Goes on with a sum that a state holds; empty at the start. */
    CsvTotals(String column, ValueRules rules, String sum) {
        this.column = column;
        this.rules = rules;
        this.sum = sum.isEmpty() ? BigDecimal.ZERO : stored(sum);
    }

    private static @Nullable BigDecimal stored(String sum) {
        return sum.equals(UNKNOWN) ? null : new BigDecimal(sum);
    }

    /** Whether the column is there to be added up. */
    boolean knows(CsvHeader header) {
        return header.names().contains(column);
    }

    void add(CsvHeader header, @Nullable String[] values) {
        if (header != known) {
            known = header;
            index = header.names().indexOf(column);
        }
        String value = index < 0 || index >= values.length ? null : values[index];
        String text = value == null ? "" : value.strip();
        BigDecimal before = sum;
        if (before != null && !text.isEmpty() && !rules.nulls().contains(text)) {
            sum = rules.number(text).map(before::add).orElse(null);
        }
    }

    void lose() {
        sum = null;
    }

    @Nullable
    BigDecimal sum() {
        return sum;
    }

    String text() {
        BigDecimal now = sum;
        return now == null ? UNKNOWN : now.toPlainString();
    }
}
