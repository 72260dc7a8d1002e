package dev.millrace.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The ways through a table that are one task's. Of one thread at a time. */
interface Walks {

    /** Looks whether there are more of them. */
    void look(Connection connection) throws SQLException;

    Collection<Walk> all();
}
