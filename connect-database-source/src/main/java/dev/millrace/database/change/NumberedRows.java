package dev.millrace.database.change;

import dev.millrace.database.row.ShapeChange;
import dev.millrace.database.server.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A table whose rows are numbered in the order in which they were written, and what records they become. Belongs to one
 * reading.
 */
interface NumberedRows<R extends NumberedRow> {

    TableName table();

    /** The column with the number, as SQL has it. */
    String number();

    /** What of a row is selected, as SQL has it, from a table that is called {@code t}. */
    String selected();

    /** The current row of {@link #selected}. */
    R read(ResultSet result) throws SQLException;

    /**
     * Finds out what is needed to make records of rows that were just read.
     *
     * @return what is different since the last time
     */
    Optional<ShapeChange> prepare(Connection connection) throws SQLException;

    /**
     * The records of a row, in order; none where it stands for nothing.
     *
     * @throws dev.millrace.kit.ConnectorFailure of kind MALFORMED when it can't be read
     */
    List<Draft> drafts(R row);
}
