package dev.millrace.ops.triggers;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.worker.PluginPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code millrace triggers ddl}. The plugin itself makes the SQL, so that what is printed is what its version reads, with the
 * drivers in its folder.
 */
@Command(
        name = "ddl",
        sortOptions = false,
        description = {
            "Prints the SQL that makes a table of PostgreSQL, MySQL or MariaDB write down its changes, and runs none of it.",
            "It reads the server's catalogue, by connect-database-source and the drivers in its folder."
        })
public final class TriggersDdlCommand implements Callable<Integer> {

    private static final String GENERATOR = "dev.millrace.database.change.ChangeTableDdl";

    /** Which of the SQL. */
    enum Part {
        CREATE,
        TRIGGERS,
        CLEANER,
        DROP
    }

    /** What becomes of rows that Kafka has. */
    enum Done {
        DELETE,
        MARK,
        KEEP
    }

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--plugin-path",
            required = true,
            paramLabel = "DIR",
            split = ",",
            description =
                    "Folders of plugins, as plugin.path of a worker names them; connect-database-source is in one.")
    private List<Path> pluginPath = List.of();

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The JDBC URL of the database, as in database.url.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private String url;

    @Option(names = "--username", paramLabel = "NAME", description = "Who may read the catalogue and the table.")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The first line of it is the password; command lines are seen by everybody.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--table",
            required = true,
            paramLabel = "SCHEMA.TABLE",
            description = "The table whose changes are wanted; on MySQL database.table.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private String table;

    @Option(
            names = "--change-table",
            paramLabel = "NAME",
            description = "Where they are written down; TABLE_changes beside the table by default.")
    private @Nullable String changeTable;

    @Option(
            names = "--reader",
            paramLabel = "NAME",
            description = "The connector's user, to be granted what it needs; nobody by default.")
    private @Nullable String reader;

    @Option(
            names = "--done",
            paramLabel = "WHAT",
            defaultValue = "DELETE",
            description = "What capture.done says: delete, mark or keep; delete by default.")
    @SuppressWarnings("NullAway.Init") // it has a default
    private Done done;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "CREATE",
            description = "create: everything, and the default; triggers: the triggers again, after columns changed;"
                    + " cleaner: what removes marked rows; drop: what takes all of it away.")
    @SuppressWarnings("NullAway.Init") // it has a default
    private Part part;

    @Override
    public Integer call() {
        StringWriter sql = new StringWriter();
        StringWriter refusal = new StringWriter();
        int status;
        try (PluginPath plugins = new PluginPath(pluginPath)) {
            ToolProvider generator = plugins.create("triggers ddl", GENERATOR, ToolProvider.class);
            status = generator.run(
                    new PrintWriter(sql, true),
                    new PrintWriter(refusal, true),
                    arguments().toArray(String[]::new));
        } catch (IOException unreadable) {
            throw CommandFailure.usage("the plugin's folder can't be closed", unreadable);
        }
        if (status != 0) {
            throw CommandFailure.usage(
                    refusal.toString().strip().lines().findFirst().orElse("no SQL was made"));
        }
        String script = sql.toString();
        output.report(Map.of("table", table, "sql", script), out -> out.print(script));
        return ExitCode.OK;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--url", url, "--table", table));
        add(arguments, "--username", username);
        add(arguments, "--password-file", passwordFile);
        add(arguments, "--change-table", changeTable);
        add(arguments, "--reader", reader);
        add(arguments, "--done", done.name().toLowerCase(Locale.ROOT));
        add(arguments, "--part", part.name().toLowerCase(Locale.ROOT));
        return arguments;
    }

    private static void add(List<String> arguments, String name, @Nullable Object value) {
        if (value != null) {
            arguments.addAll(List.of(name, value.toString()));
        }
    }
}
