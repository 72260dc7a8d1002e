package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.row.RowShape;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes records of the rows of a reading's results. Of one thread at a time. */
interface RowRecords {

    /**
     * A result begins.
     *
     * @param keys the columns that tell rows apart, always the same; empty when none do
     * @return what is different about its columns from those of the result before, in words; empty for nothing
     */
    Optional<String> open(ResultSetMetaData result, List<String> keys) throws SQLException;

    /** The columns of the result that began last, with the keys of its rows. */
    RowShape shape();

    /** The record of the row that the result stands at. */
    DatabaseRecord record(ResultSet row, Map<String, ?> partition, Map<String, ?> offset) throws SQLException;
}
