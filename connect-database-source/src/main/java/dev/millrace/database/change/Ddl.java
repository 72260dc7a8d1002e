package dev.millrace.database.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** SQL that makes a table write down its changes, for one kind of server. */
interface Ddl {

    /**
     * The statements, in their order, each without the semicolon at its end.
     *
     * @param connection to the server, which is only read
     * @throws dev.millrace.kit.ConnectorFailure MISCONFIGURED when the table's changes can't be written down reliably
     */
    List<Statement> statements(Connection connection, DdlRequest request) throws SQLException;

    /**
     * A statement and why it is there.
     *
     * @param comment a sentence for people
     */
    record Statement(String comment, String sql) {}
}
