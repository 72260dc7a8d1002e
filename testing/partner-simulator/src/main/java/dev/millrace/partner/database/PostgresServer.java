package dev.millrace.partner.database;

import dev.millrace.partner.environment.ChosenEnvironment;
import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.ServerInstance;
import dev.millrace.partner.process.ServerFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A real PostgreSQL server that only this machine reaches, with logical decoding on and data of its own; where it runs, {@link
 * ChosenEnvironment} says.
 *
 * <p>Where it can't run, {@link #missing()} says why. It may be stopped and started again on the same port with the same
 * data. Thread-safe; {@link #close()} ends it and removes its data, and so does the end of this virtual machine, killed
 * or not.
 */
public final class PostgresServer implements AutoCloseable {

    /** The superuser. */
    public static final String USER = "postgres";

    public static final String PASSWORD = "postgres";

    private static @Nullable PostgresServer shared;

    private final AtomicInteger databases = new AtomicInteger();
    private final ServerInstance instance;

    private PostgresServer(ServerInstance instance) {
        this.instance = instance;
    }

    /** Why no PostgreSQL can run here, in a sentence for whoever reads that a test was skipped; empty when one can. */
    public static Optional<String> missing() {
        return Refusal.of("postgres").or(() -> ChosenEnvironment.get().missing(PostgresProcess::missing));
    }

    /**
     * Starts one with no database but its own.
     *
     * @throws TestAbortedException when none can run here: the test that wanted it is skipped, and shows the reason
     */
    public static PostgresServer start() throws IOException {
        Refusal.check(missing());
        return new PostgresServer(ChosenEnvironment.get()
                .postgres(new Login(USER, PASSWORD), PostgresProcess.SETTINGS, PostgresOnHost::start));
    }

    /** The one of this virtual machine, for tests that neither stop it nor change what belongs to all databases. */
    public static synchronized PostgresServer shared() throws IOException {
        PostgresServer running = shared;
        if (running == null) {
            running = start();
            shared = running;
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end of PostgreSQL"));
        }
        return running;
    }

    public String host() {
        return instance.host();
    }

    public synchronized int port() {
        return instance.port();
    }

    /** The JDBC URL of a database, without user and password. */
    public String url(String database) {
        return url(host(), port(), database);
    }

    static String url(String host, int port, String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Makes an empty database and returns its name. */
    public String createDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return name;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    /**
     * Runs a file of SQL in a database, as {@code psql} would run it.
     *
     * @param variables what {@code :'name'} stands for in it
     */
    public void run(String database, Path script, Map<String, String> variables) throws IOException, SQLException {
        String text = Files.readString(script);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String quoted = "'" + variable.getValue().replace("'", "''") + "'";
            text = text.replace(":'" + variable.getKey() + "'", quoted);
        }
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
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
            throw new UncheckedIOException("PostgreSQL on port " + port() + " could not be ended", failure);
        }
    }

    /** Only where it runs beside the tests. */
    ServerFolder folder() {
        return ((PostgresOnHost) instance).folder();
    }
}
