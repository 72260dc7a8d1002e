package dev.millrace.database.server;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections for a pool by a driver of our own choice, with the credentials in force; refused ones are read again once.
 * Thread-safe. The pool never sees the credentials.
 */
final class DriverSource implements DataSource {

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final Login login;
    private final SessionSetup session;
    private final ServerKind kind;
    private final Optional<Duration> silence;
    private final int loginSeconds;
    private final Deque<Connection> ready = new ArrayDeque<>();
    private boolean released;

    DriverSource(ConnectionSettings settings, Driver driver, Login login, SessionSetup session) {
        this.driver = driver;
        this.url = driver.getClass().getName().startsWith("org.mariadb.")
                ? MysqlScheme.permitted(settings.url())
                : settings.url();
        this.properties = DriverProperties.of(settings, driver);
        this.silence = DriverProperties.silenceOnceConnected(settings, driver);
        this.login = login;
        this.session = session;
        this.loginSeconds = (int) Math.max(1, settings.connectTimeout().toSeconds());
        this.kind = ServerKind.of(settings.url());
    }

    /**
     * Connects at once, for the next call of {@link #getConnection()}: the pool's own threads would try for as long as a caller
     * waits, and tell why they failed only then.
     */
    void prepare() throws SQLException {
        synchronized (ready) {
            if (!ready.isEmpty()) {
                return;
            }
        }
        Connection connection = connect();
        synchronized (ready) {
            if (!released) {
                ready.add(connection);
                return;
            }
        }
        connection.close();
    }

    /** Ends what was prepared and never used. */
    void release() {
        synchronized (ready) {
            released = true;
            while (!ready.isEmpty()) {
                try {
                    ready.remove().close();
                } catch (SQLException ignored) {
                    // it is of no use to anybody either way
                }
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        synchronized (ready) {
            if (!ready.isEmpty()) {
                return ready.remove();
            }
        }
        return connect();
    }

    private Connection connect() throws SQLException {
        Credentials credentials = login.current();
        try {
            return connect(credentials);
        } catch (SQLException failure) {
            if (SqlFaults.faultOf(kind, failure) != SqlFault.CREDENTIALS_REFUSED) {
                throw failure;
            }
            Optional<Credentials> fresh = login.afterRefusalOf(credentials);
            if (fresh.isEmpty()) {
                throw failure;
            }
            return retry(fresh.get());
        }
    }

    private Connection retry(Credentials fresh) throws SQLException {
        try {
            return connect(fresh);
        } catch (SQLException failure) {
            if (SqlFaults.faultOf(kind, failure) == SqlFault.CREDENTIALS_REFUSED) {
                login.refused(fresh);
            }
            throw failure;
        }
    }

    private Connection connect(Credentials credentials) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        credentials.username().ifPresent(name -> all.setProperty("user", name));
        credentials.password().map(Password::value).ifPresent(word -> all.setProperty("password", word));
        Connection connection = connectedWith(all);
        if (connection == null) {
            throw new SQLException(driver.getClass().getName() + " does not serve " + ConnectionSettings.URL, "08001");
        }
        try {
            session.apply(connection);
            if (silence.isPresent()) {
                connection.setNetworkTimeout(Runnable::run, (int) silence.get().toMillis());
            }
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
        return connection;
    }

    private @Nullable Connection connectedWith(Properties all) throws SQLException {
        try {
            return driver.connect(url, all);
        } catch (SQLException | RuntimeException failure) {
            if (Thread.currentThread().isInterrupted()) {
                // drivers have no exception of their own for a thread that is to stop
                throw new SQLNonTransientConnectionException("interrupted while connecting", "08001", failure);
            }
            throw failure;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("credentials come from the configuration");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("no log writer");
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // drivers that write logs of their own write them where they please
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the driver's properties say how long to wait
    }

    @Override
    public int getLoginTimeout() {
        return loginSeconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
