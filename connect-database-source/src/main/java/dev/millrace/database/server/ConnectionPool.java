package dev.millrace.database.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;

/** Connections of one kind, for reading or for writing, made when they are wanted. Thread-safe. */
final class ConnectionPool implements AutoCloseable {

    /** How long a connection may be unused before it ends. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** SQLSTATE of a connection that isn't there. */
    private static final String CLOSED = "08003";

    private static final Duration VALIDATION = Duration.ofSeconds(5);

    private final DriverSource source;
    private final HikariDataSource pool;

    ConnectionPool(ConnectionSettings settings, Driver driver, Login login, String name, boolean readOnly) {
        this.source = new DriverSource(settings, driver, login, new SessionSetup(settings, readOnly));
        this.pool = new HikariDataSource(configuration(settings, name, readOnly));
    }

    /** A connection; the first one is made by the caller's thread, which so learns at once why it can't be made. */
    Connection connection() throws SQLException {
        synchronized (source) {
            if (!pool.isClosed() && pool.getHikariPoolMXBean().getTotalConnections() == 0) {
                source.prepare();
            }
        }
        try {
            return pool.getConnection();
        } catch (SQLException failure) {
            if (pool.isClosed()) {
                throw new SQLNonTransientConnectionException("the database was closed meanwhile", CLOSED, failure);
            }
            throw failure;
        }
    }

    private void endAll() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    void discard(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
        source.release();
    }

    private HikariConfig configuration(ConnectionSettings settings, String name, boolean readOnly) {
        HikariConfig configuration = new HikariConfig();
        configuration.setDataSource(source);
        configuration.setPoolName(name);
        configuration.setReadOnly(readOnly);
        configuration.setAutoCommit(false);
        // what the pool itself asks must leave no transaction open
        configuration.setIsolateInternalQueries(true);
        configuration.setMaximumPoolSize(settings.maxConnections());
        configuration.setMinimumIdle(0);
        configuration.setIdleTimeout(IDLE.toMillis());
        configuration.setKeepaliveTime(settings.keepalive().toMillis());
        long timeout = settings.connectTimeout().toMillis();
        configuration.setConnectionTimeout(timeout);
        configuration.setValidationTimeout(Math.min(VALIDATION.toMillis(), timeout));
        configuration.setInitializationFailTimeout(-1);
        configuration.setExceptionOverride(new EvictionRule(ServerKind.of(settings.url()), this::endAll));
        return configuration;
    }
}
