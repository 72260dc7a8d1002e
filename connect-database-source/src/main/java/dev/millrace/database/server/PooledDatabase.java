package dev.millrace.database.server;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** A database whose connections are kept for the next who needs one; those for writing in a pool of their own. */
public final class PooledDatabase implements Database {

    private final ConnectionSettings settings;
    private final Driver driver;
    private final Login login;
    private final String name;
    private final ServerKind kind;
    private final int fetchRows;
    private final ConnectionPool readers;
    private @Nullable ConnectionPool writers;
    private boolean closed;

    private PooledDatabase(ConnectionSettings settings, Driver driver, String name) {
        this.settings = settings;
        this.driver = driver;
        this.login = new Login(settings.credentials(), settings.credentialsFile());
        this.name = name;
        this.kind = ServerKind.of(settings.url());
        this.fetchRows = DriverProperties.fetchRows(settings, driver);
        this.readers = new ConnectionPool(settings, driver, login, name, true);
    }

    /**
     * Opens a database without connecting to it.
     *
     * @param name of whom it serves, for threads and log lines
     * @throws ConnectorFailure when there is no driver for its URL
     */
    public static PooledDatabase open(ConnectionSettings settings, String name) {
        Driver driver = JdbcDrivers.find(settings.url(), settings.driver())
                .orElseThrow(() -> new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "driver-missing",
                        ConnectionSettings.URL
                                + " has no driver in the plugin's folder: put its jar there and restart the"
                                + " worker"));
        return new PooledDatabase(settings, driver, name);
    }

    @Override
    public Connection reading() throws SQLException {
        return readers.connection();
    }

    @Override
    public Connection writing() throws SQLException {
        return writers().connection();
    }

    @Override
    public Dialect dialect() {
        return settings.dialect();
    }

    @Override
    public PreparedStatement query(Connection connection, String sql) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(fetchRows);
        if (kind != ServerKind.POSTGRESQL) {
            // in whole seconds; PostgreSQL's server watches the time by itself
            statement.setQueryTimeout((int) ((settings.statementTimeout().toMillis() + 999) / 1000));
        }
        return statement;
    }

    @Override
    public void discard(Connection connection) throws SQLException {
        // A broken connection ends by itself, and answers no more questions.
        if (!connection.isClosed() && !connection.unwrap(Connection.class).isClosed()) {
            (connection.isReadOnly() ? readers : writers()).discard(connection);
        }
    }

    @Override
    public ConnectorFailure failure(String reading, SQLException failure) {
        return SqlFaults.failure(kind, reading, failure);
    }

    @Override
    public void close() {
        ConnectionPool open;
        synchronized (this) {
            closed = true;
            open = writers;
        }
        readers.close();
        if (open != null) {
            open.close();
        }
    }

    private synchronized ConnectionPool writers() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException("the database is closed", "08003");
        }
        if (writers == null) {
            writers = new ConnectionPool(settings, driver, login, name + "-writer", false);
        }
        return writers;
    }
}
