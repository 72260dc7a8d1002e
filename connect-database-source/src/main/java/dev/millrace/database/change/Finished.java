package dev.millrace.database.change;

import dev.millrace.database.reading.ReadingMeters;
import dev.millrace.database.reading.Settlement;
import dev.millrace.database.server.Database;
import dev.millrace.kit.DeliveryLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/**
 * Deletes or marks rows after Kafka has their records, up to the first that it doesn't have. The newest of them stays: a
 * number that is there shows that the table is still the one that was read, and old servers number anew from what is
 * there. Belongs to one reading; settlements come from any thread.
 */
final class Finished {

    /** Numbers that were skipped: should their rows come after all, they stay. */
    private record Skipped(long from, long to) {}

    private final Database database;
    private final NumberedTable table;
    private final Done done;
    private final String column;
    private final int batch;
    private final LongAdder rows;
    private final DeliveryLedger<Long> ledger = new DeliveryLedger<>();
    private final Deque<Skipped> skipped = new ArrayDeque<>();
    private long stored;
    private long from;
    private boolean begun;

    /**
     * What becomes of a table's rows.
     *
     * @param column the one that is marked, as SQL has it
     * @param batch how many rows one transaction deletes or marks
     */
    Finished(Database database, NumberedTable table, Done done, String column, int batch, ReadingMeters meters) {
        this.database = database;
        this.table = table;
        this.done = done;
        this.column = column;
        this.batch = batch;
        this.rows = meters.counter("rows.done", "Rows that were deleted or marked after Kafka had them");
    }

    /** Kafka has everything up to this number: a stored offset says so. */
    void resumed(long number) {
        stored = number;
    }

    /** A record of a row is handed out; all rows up to this number have theirs. */
    Settlement handedOver(long number, long now) {
        if (done == Done.KEEP) {
            return Settlement.NONE;
        }
        DeliveryLedger<Long>.Ticket ticket = ledger.handOver(number, now);
        return confirmed -> {
            boolean unused = confirmed ? ticket.confirm() : ticket.drop();
        };
    }

    /** Numbers were skipped. */
    void skipped(long first, long last) {
        if (done != Done.KEEP) {
            skipped.add(new Skipped(first, last));
        }
    }

    /** Deletes or marks what is done with. */
    void sweep() throws SQLException {
        if (done == Done.KEEP) {
            return;
        }
        long newest = Math.max(stored, ledger.watermark().orElse(0L));
        // Both ends are excluded, and the newest stays unless it is only marked.
        long to = done == Done.DELETE ? newest : newest + 1;
        if (to <= from + 1) {
            return;
        }
        try (Connection connection = database.writing()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            if (!begun && done == Done.MARK) {
                // Rows are marked in their order: those below the last one that is, perhaps millions, are not looked at
                // again.
                from = table.lastMarked(connection, column, to);
            }
            begun = true;
            for (Skipped next = skipped.peek(); next != null && next.from() < to; next = skipped.peek()) {
                sweep(connection, next.from());
                from = next.to();
                skipped.remove();
            }
            sweep(connection, to);
        }
    }

    private void sweep(Connection connection, long to) throws SQLException {
        int changed = batch;
        while (changed >= batch && to > from + 1) {
            changed = done == Done.DELETE
                    ? table.delete(connection, from, to, batch)
                    : table.mark(connection, column, from, to, batch);
            rows.add(changed);
        }
        from = Math.max(from, to - 1);
    }
}
