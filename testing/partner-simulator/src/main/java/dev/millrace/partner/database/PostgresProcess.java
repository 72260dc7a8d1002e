package dev.millrace.partner.database;

import dev.millrace.partner.process.ServerFolder;
import dev.millrace.partner.process.Warden;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One run of {@code postgres} over the data of a folder. Not thread-safe.
 *
 * <p>Commits reach the operating system at once and the disk at some time: they outlive the process, not the machine.
 */
final class PostgresProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATA = "data";

    /** What a server runs with wherever it runs. */
    static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "logical",
            "max_wal_senders", "20",
            "max_replication_slots", "20",
            "max_connections", "200",
            "fsync", "off",
            // Tests tell transactions apart by their ids: none of the server's own comes between.
            "autovacuum_naptime", "3600");

    private final EmbeddedPostgres server;
    private final Path lock;
    private final Warden warden;

    private PostgresProcess(EmbeddedPostgres server, Path lock, Warden warden) {
        this.server = server;
        this.lock = lock;
        this.warden = warden;
    }

    /** Why none can run here; empty when one can. */
    static Optional<String> missing() {
        return Found.MISSING;
    }

    /**
     * Starts the server, over new data if there are none, and waits until it lets its user in.
     *
     * @throws BindException when the port was taken
     */
    static PostgresProcess start(ServerFolder folder, int port, String url) throws IOException {
        Path data = folder.resolve(DATA);
        Path lock = data.resolve("postmaster.pid");
        EmbeddedPostgres server = launch(folder, port);
        if (!Files.exists(lock)) {
            server.close();
            throw new BindException("PostgreSQL ended while it started: another process took port " + port);
        }
        long pid = Long.parseLong(Files.readAllLines(lock).get(0).strip());
        PostgresProcess started = new PostgresProcess(server, lock, Warden.over(pid, "QUIT", folder));
        if (!answers(url, data)) {
            started.stop();
            throw new BindException("another PostgreSQL took port " + port);
        }
        return started;
    }

    /** Ends the server, connections included. */
    void stop() throws IOException {
        server.close();
        if (Files.exists(lock)) {
            // A reader of its log may have kept it from ending in time.
            warden.end();
        } else {
            warden.leave();
        }
    }

    /** What the server tells goes into a file: in the log of a test it would pass for something that we logged. */
    private static EmbeddedPostgres launch(ServerFolder folder, int port) throws IOException {
        Path told = folder.resolve("server.log");
        try {
            return settings(folder.resolve(DATA), port, told).start();
        } catch (IOException | RuntimeException failure) {
            String text = Files.exists(told) ? Files.readString(told) : "";
            throw new IOException("PostgreSQL does not start: " + text, failure);
        }
    }

    private static EmbeddedPostgres.Builder settings(Path data, int port, Path told) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(told.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(told.toFile()))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "");
        SETTINGS.forEach(builder::setServerConfig);
        return builder;
    }

    /** Whether the server behind the URL is the one over these data. */
    private static boolean answers(String url, Path data) throws IOException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            return row.next()
                    && data.toRealPath().equals(Path.of(row.getString(1)).toRealPath());
        } catch (SQLException failure) {
            throw new IOException("PostgreSQL does not let its user in", failure);
        }
    }

    /** Asked for once, when the first test wants to know. */
    private static final class Found {
        static final Optional<String> MISSING = look();

        private static Optional<String> look() {
            boolean linux = System.getProperty("os.name").startsWith("Linux");
            if (linux && "root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable()) {
                return Optional.of(
                        "PostgreSQL does not run as root, and no user namespace can be made here (unshare -U):"
                                + " run the tests as another user");
            }
            String machine = System.getProperty("os.arch");
            try (InputStream binaries = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine)) {
                return binaries.read() < 0 ? none(machine) : Optional.empty();
            } catch (IOException | RuntimeException noBinaries) {
                return none(machine);
            }
        }

        private static Optional<String> none(String machine) {
            return Optional.of("there is no PostgreSQL among the libraries for " + system() + " on " + machine);
        }

        private static String system() {
            String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return name.startsWith("windows") ? "Windows" : name.startsWith("mac") ? "Darwin" : "Linux";
        }
    }
}
