package dev.millrace.partner.database;

import dev.millrace.partner.environment.ChosenEnvironment;
import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.ServerInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The makes of server that speak MySQL's protocol and, up to a point, its SQL. */
public enum MySqlMake {
    MYSQL,
    MARIADB;

    /** Why none of this make can run here, in a sentence for whoever reads that a test was skipped; empty when one can. */
    public Optional<String> missing() {
        return Refusal.of(word()).or(() -> switch (this) {
            case MYSQL -> ChosenEnvironment.get().missing(this::missingOnHost);
            case MARIADB -> missingOnHost();
        });
    }

    /**
     * Starts one with no database but its own.
     *
     * @throws TestAbortedException when there is none here: the test that wanted it is skipped, and shows the reason
     */
    public MySqlServer start() throws IOException {
        Refusal.check(missing());
        return new MySqlServer(this, launched());
    }

    /** MariaDB runs beside the tests everywhere. */
    private ServerInstance launched() throws IOException {
        return switch (this) {
            case MYSQL ->
                ChosenEnvironment.get()
                        .mysql(
                                new Login(MySqlServer.USER, MySqlServer.PASSWORD),
                                Stream.concat(always().stream(), MySqlProcess.options(this).stream())
                                        .toList(),
                                () -> MySqlOnHost.start(this));
            case MARIADB -> MySqlOnHost.start(this);
        };
    }

    private Optional<String> missingOnHost() {
        return Optional.of(command().missing()).filter(reason -> !reason.isEmpty());
    }

    /** The one of this virtual machine, for tests that neither stop it nor change what belongs to all databases. */
    public MySqlServer shared() throws IOException {
        synchronized (Found.SHARED) {
            MySqlServer server = Found.SHARED.get(this);
            if (server == null) {
                server = start();
                Found.SHARED.put(this, server);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end of " + word()));
            }
            return server;
        }
    }

    /** How it is started on this machine; asked for once, when the first test wants to know. */
    MySqlCommand command() {
        synchronized (Found.COMMANDS) {
            return Found.COMMANDS.computeIfAbsent(this, make -> MySqlCommand.find(Path.of(""), make));
        }
    }

    /** What the script that finds servers is asked with. */
    List<String> question() {
        return switch (this) {
            case MYSQL -> List.of();
            case MARIADB -> List.of("--mariadb");
        };
    }

    /** Options that only this make has, for each of its processes. */
    List<String> always() {
        return switch (this) {
            case MYSQL -> List.of("--secure-file-priv=", "--mysqlx=OFF");
            case MARIADB -> List.of("--secure-file-priv=");
        };
    }

    /** Options that only this make has, for a server. */
    List<String> running() {
        return switch (this) {
            case MYSQL -> List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON");
            case MARIADB -> List.of("--binlog-format=ROW");
        };
    }

    String word() {
        return switch (this) {
            case MYSQL -> "mysql";
            case MARIADB -> "mariadb";
        };
    }

    private static final class Found {
        static final Map<MySqlMake, MySqlCommand> COMMANDS = new EnumMap<>(MySqlMake.class);
        static final Map<MySqlMake, MySqlServer> SHARED = new EnumMap<>(MySqlMake.class);
    }
}
