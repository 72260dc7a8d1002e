package dev.millrace.database.change;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.JdbcDrivers;
import dev.millrace.database.server.MysqlScheme;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * Prints the SQL that makes a table write down its changes, from what the server's catalogue says of it. It changes nothing:
 * a person reads the SQL and runs it.
 */
public final class ChangeTableDdl implements ToolProvider {

    /** For those who find it by its name, in the plugin's folder. */
    public ChangeTableDdl() {}

    /** Run it without arguments to be told which there are. It ends with 0, or with 2 and a sentence. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = new ChangeTableDdl().run(out, err, arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public String name() {
        return "change-table-ddl";
    }

    /** Answers 0, or 2 after a sentence. */
    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(List.of(arguments), out, err);
    }

    private static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        try {
            DdlArguments given = DdlArguments.of(arguments);
            try (Connection connection = connect(given)) {
                connection.setReadOnly(true);
                Dialect dialect = Dialect.of(given.url());
                out.print(script(dialect, statements(connection, dialect, given.request())));
                out.flush();
            }
            return 0;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.println(DdlArguments.USAGE);
        } catch (ConnectorFailure refused) {
            err.println(refused.getMessage());
        } catch (SQLException | IOException failed) {
            err.println("The server's catalogue could not be read: " + failed.getMessage());
        }
        return 2;
    }

    /** By a driver beside this class, as the connector does: {@code DriverManager} does not see those in a plugin's folder. */
    private static Connection connect(DdlArguments given) throws SQLException {
        Driver driver = JdbcDrivers.find(given.url(), Optional.empty())
                .orElseThrow(() -> new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "driver-missing",
                        "No driver here takes a URL that begins as --url does: put its jar beside the plugin's own"));
        Connection connection = driver.connect(
                driver.acceptsURL(given.url()) ? given.url() : MysqlScheme.permitted(given.url()), given.login());
        if (connection == null) {
            throw new SQLException(driver.getClass().getName() + " refuses the URL");
        }
        return connection;
    }

    /**
     * The statements, in their order, each without the semicolon at its end.
     *
     * @throws ConnectorFailure MISCONFIGURED when the table's changes can't be written down reliably; its message says why
     */
    static List<Ddl.Statement> statements(Connection connection, Dialect dialect, DdlRequest request)
            throws SQLException {
        if (request.table().schema().isEmpty() || request.changes().schema().isEmpty()) {
            // A function with a search path of its own would look for the change table in pg_temp.
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "schema-missing",
                    request.table() + " has no schema: write --table schema.table (on MySQL database.table)");
        }
        Ddl ddl = switch (dialect) {
            case POSTGRESQL -> new PostgresDdl();
            case MYSQL -> new MySqlDdl();
            case STANDARD ->
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "dialect-unknown",
                        "SQL for change tables is known for PostgreSQL, MySQL and MariaDB only");
        };
        return ddl.statements(connection, request);
    }

    /** A script of the statements, with a comment in front of each, as the client of the server takes it. */
    static String script(Dialect dialect, List<Ddl.Statement> statements) {
        StringBuilder script = new StringBuilder();
        for (Ddl.Statement statement : statements) {
            String sql = statement.sql();
            script.append("-- ").append(statement.comment()).append('\n');
            if (dialect == Dialect.MYSQL && sql.contains(";")) {
                // The clients of MySQL and MariaDB end a statement at its first semicolon.
                String end = delimiter(sql);
                script.append("DELIMITER ").append(end).append('\n');
                script.append(sql).append(end).append("\nDELIMITER ;\n\n");
            } else {
                script.append(sql).append(";\n\n");
            }
        }
        return script.toString();
    }

    private static String delimiter(String sql) {
        String delimiter = "//";
        while (sql.contains(delimiter)) {
            delimiter += "/";
        }
        return delimiter;
    }
}
