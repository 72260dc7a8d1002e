package dev.millrace.partner.database;

import dev.millrace.partner.environment.ServerInstance;
import dev.millrace.partner.process.ServerFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;

/**
 * A real server of MySQL's protocol that only this machine reaches, with a row-based binary log and GTIDs, and data of its own.
 *
 * <p>{@link MySqlMake} starts it. Where there is none to be had, {@link #missing()} says why; the script
 * {@code testing/mysqld} fetches one. It may be stopped and started again on the same port with the same data. Thread-safe; {@link #close()} ends it and removes
 * its data, and so does the end of this virtual machine, killed or not.
 */
public final class MySqlServer implements AutoCloseable {

    /** A user who may do everything, from any host. */
    public static final String USER = "millrace";

    public static final String PASSWORD = "millrace";

    private final MySqlMake make;
    private final AtomicInteger databases = new AtomicInteger();
    private final ServerInstance instance;

    MySqlServer(MySqlMake make, ServerInstance instance) {
        this.make = make;
        this.instance = instance;
    }

    /** Why no MySQL can run here, in a sentence for whoever reads that a test was skipped; empty when one can. */
    public static Optional<String> missing() {
        return MySqlMake.MYSQL.missing();
    }

    /**
     * Starts MySQL with no database but its own.
     *
     * @throws TestAbortedException when there is none here: the test that wanted it is skipped, and shows the reason
     */
    public static MySqlServer start() throws IOException {
        return MySqlMake.MYSQL.start();
    }

    /** The MySQL of this virtual machine, for tests that neither stop it nor change what belongs to all databases. */
    public static MySqlServer shared() throws IOException {
        return MySqlMake.MYSQL.shared();
    }

    public MySqlMake make() {
        return make;
    }

    public String host() {
        return instance.host();
    }

    public synchronized int port() {
        return instance.port();
    }

    /** The JDBC URL of a database for MariaDB's driver, without user and password. */
    public String url(String database) {
        return url(host(), port(), database);
    }

    static String url(String host, int port, String database) {
        return "jdbc:mariadb://" + host + ":" + port + "/" + database + "?allowPublicKeyRetrieval=true";
    }

    /** Makes an empty database and returns its name. */
    public String createDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = connect("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return name;
    }

    /** A connection of the user who may do everything. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    /** Ends the server, connections included; the data stays. */
    public synchronized void stop() throws IOException {
        instance.stop();
    }

    /** Starts the server again where it was. */
    public synchronized void restart() throws IOException {
        instance.restart();
    }

    @Override
    public synchronized void close() {
        try {
            instance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(make + " on port " + port() + " could not be ended", failure);
        }
    }

    /** Only where it runs beside the tests. */
    ServerFolder folder() {
        return ((MySqlOnHost) instance).folder();
    }
}
