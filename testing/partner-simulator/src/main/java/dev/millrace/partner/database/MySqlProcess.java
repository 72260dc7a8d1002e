package dev.millrace.partner.database;

import dev.millrace.partner.process.ServerFolder;
import dev.millrace.partner.process.Warden;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@code mysqld} or {@code mariadbd} over the data of a folder. Not thread-safe.
 *
 * <p>Commits reach the operating system at once and the disk at some time: they outlive the process, not the machine.
 */
final class MySqlProcess {
    private static final long PATIENCE_SECONDS = 300;
    private static final long GRACE_SECONDS = 30;
    private static final long LOOK_EVERY_MS = 50;
    static final String DATA = "data";
    private static final String LOG = "mysqld.log";
    private static final String PID = "mysqld.pid";
    private static final String USERS = "users.sql";

    private final ServerFolder folder;
    private final Process process;
    private final Warden warden;

    private MySqlProcess(ServerFolder folder, Process process, Warden warden) {
        this.folder = folder;
        this.process = process;
        this.warden = warden;
    }

    /** What a server runs with wherever it runs. */
    static List<String> options(MySqlMake make) {
        List<String> options = new ArrayList<>(List.of(
                "--skip-name-resolve",
                "--log-bin=binlog",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--max-connections=200",
                "--default-time-zone=+00:00"));
        options.addAll(make.running());
        return List.copyOf(options);
    }

    /** Fills an empty folder with the data of a new server. */
    static void initialize(MySqlMake make, ServerFolder folder) throws IOException {
        Files.writeString(
                folder.resolve(USERS),
                "CREATE USER IF NOT EXISTS '" + MySqlServer.USER + "'@'%' IDENTIFIED BY '" + MySqlServer.PASSWORD
                        + "';\n" + "GRANT ALL ON *.* TO '" + MySqlServer.USER + "'@'%' WITH GRANT OPTION;\n");
        Process process = switch (make) {
            case MYSQL -> launch(make, folder, Redirect.PIPE, List.of("--initialize-insecure"));
            case MARIADB -> launch(make, folder, MariaDbTables.script(make.command(), folder), MariaDbTables.OPTIONS);
        };
        // Half a folder is of no use to anybody.
        Warden warden = Warden.over(process.pid(), "KILL", folder);
        try {
            if (!ended(process, PATIENCE_SECONDS * 1_000)) {
                throw new IOException(
                        "the server's data are not made after " + PATIENCE_SECONDS + " s: " + folder.tail(LOG));
            }
            if (process.exitValue() != 0) {
                throw new IOException("the server's data could not be made: " + folder.tail(LOG));
            }
        } finally {
            process.destroyForcibly();
            warden.leave();
        }
    }

    /**
     * Starts the server and waits until it lets its user in.
     *
     * @throws BindException when the port was taken
     * @throws IOException with the end of its log when it ends first or takes too long
     */
    static MySqlProcess start(MySqlMake make, ServerFolder folder, int port, String url) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve(PID),
                "--server-id=" + port,
                "--init-file=" + folder.resolve(USERS)));
        options.addAll(options(make));
        Process process = launch(make, folder, Redirect.PIPE, options);
        MySqlProcess started = new MySqlProcess(folder, process, Warden.over(process.pid(), "KILL", folder));
        try {
            started.awaitLogin(url);
        } catch (IOException failure) {
            started.stop();
            throw failure;
        }
        return started;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server, connections included, in good order. */
    void stop() throws IOException {
        process.destroy();
        if (!ended(process, GRACE_SECONDS * 1_000)) {
            process.destroyForcibly();
        }
        warden.leave();
    }

    private void awaitLogin(String url) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            if (answers(url)) {
                return;
            }
            if (ended(process, LOOK_EVERY_MS)) {
                String log = folder.tail(LOG);
                if (log.contains("already in use")) {
                    throw new BindException("another process took the port: " + log);
                }
                throw new IOException("the server ended while it started: " + log);
            }
        }
        throw new IOException("the server lets nobody in after " + PATIENCE_SECONDS + " s: " + folder.tail(LOG));
    }

    /** Whether it lets its user in, and is not another one that took the port. */
    private boolean answers(String url) {
        try (Connection connection = DriverManager.getConnection(url, MySqlServer.USER, MySqlServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@pid_file")) {
            return row.next() && folder.resolve(PID).toString().equals(row.getString(1));
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static Process launch(MySqlMake make, ServerFolder folder, Redirect input, List<String> options)
            throws IOException {
        List<String> words = new ArrayList<>(make.command().prefix());
        words.add("--datadir=" + folder.resolve(DATA));
        words.addAll(make.always());
        if ("root".equals(System.getProperty("user.name"))) {
            words.add("--user=root");
        }
        words.addAll(options);
        Path log = folder.resolve(LOG);
        return new ProcessBuilder(words)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectInput(input)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    private static boolean ended(Process process, long waitMs) throws IOException {
        try {
            return process.waitFor(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the server").initCause(e);
        }
    }
}
