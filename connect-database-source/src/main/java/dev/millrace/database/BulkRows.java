package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.row.RowShape;
import dev.millrace.kit.ConnectorFailure;
import org.jspecify.annotations.Nullable;

/** What becomes of the rows of a run. Of one thread at a time. */
interface BulkRows {

    /** All of them become records. */
    BulkRows ALL = new BulkRows() {
        @Override
        public boolean resumes() {
            return true;
        }

        @Override
        public void begin(long run) {
            // Every run is as the one before.
        }

        @Override
        public void shape(RowShape shape) {
            // Records have it already.
        }

        @Override
        public DatabaseRecord of(DatabaseRecord row) {
            return row;
        }

        @Override
        public @Nullable DatabaseRecord behind() {
            return null;
        }
    };

    /**
     * Whether a run that was interrupted goes on where it was; otherwise it begins anew, and what these give out is handed
     * out before they are asked again, also when the run breaks off: they count on it.
     */
    boolean resumes();

    /** A run begins, or goes on where that may be; before the first of these, offsets may be read. */
    void begin(long run);

    /** The columns of the rows that come next: of each result, also of one without rows. */
    void shape(RowShape shape);

    /**
     * What is told of a row.
     *
     * @param row its record as if all rows were told, in the partition of the reading and with the offset of the run; for a row
     *     that can't be read, the one that sets it aside
     * @return the same or another; null when there is nothing to tell
     * @throws ConnectorFailure when the run can't go on; another begins with the next turn
     */
    @Nullable
    DatabaseRecord of(DatabaseRecord row);

    /**
     * The next record behind those of all rows of a whole run; null when there is none any more.
     *
     * @throws ConnectorFailure when the run can't have been whole; another begins with the next turn
     */
    @Nullable
    DatabaseRecord behind();
}
