package dev.millrace.database.server;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A server of a test's own, which it may stop, and the SQL by which its makes differ. */
interface RealServer extends AutoCloseable {

    String createDatabase() throws SQLException;

    Connection admin(String database) throws SQLException;

    int port();

    String url(int port, String database);

    void stop() throws IOException;

    void restart() throws IOException;

    String adminName();

    String adminPassword();

    /** Statements that make a user who may read one table of the database, and have so many connections at most. */
    String[] createUser(String name, String password, int connections, String database);

    String changePassword(String name, String password);

    /** A query that takes so many seconds. */
    String sleep(int seconds);

    /** Ends all sessions of a user other than its own. */
    void endSessions(String user) throws SQLException;

    /** A query that fails on a value which it finds. */
    String conversion(String column, String table);

    /** A query that may wait for a lock of the whole table. */
    String[] lockTable(String table);

    @Override
    void close();
}
