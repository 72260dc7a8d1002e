package dev.millrace.database.change;

import dev.millrace.database.row.Row;
import dev.millrace.kit.ConnectorFailure;
import org.jspecify.annotations.Nullable;

/**
 * A row of an outbox.
 *
 * @param row null when it can't be read
 * @param failure why not
 */
record OutboxRow(long number, @Nullable Row row, @Nullable ConnectorFailure failure) implements NumberedRow {

    /** Nobody knows how long its values are; pages are bounded by their rows. */
    private static final int WEIGHT = 1000;

    @Override
    public int weight() {
        return WEIGHT;
    }
}
