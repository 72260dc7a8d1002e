package dev.millrace.ops.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command hands to the generator in the plugin's folder, and what it makes of its answers. */
class TriggersDdlCommandTest {

    /** In the place of the plugin's, which its own tests try on servers. */
    private static final String GENERATOR = """
            package dev.millrace.database.change;
            import java.io.PrintWriter;
            public final class ChangeTableDdl implements java.util.spi.ToolProvider {
                public String name() { return "change-table-ddl"; }
                public int run(PrintWriter out, PrintWriter err, String... arguments) {
                    if (String.join(" ", arguments).contains("view")) {
                        err.println("it is no table");
                        err.println("usage: ...");
                        return 2;
                    }
                    out.print("-- " + String.join(" ", arguments) + "\\n");
                    return 0;
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void handsOnWhatWasAskedAndPrintsTheSql() throws IOException {
        Called called = called(
                "--username",
                "me",
                "--password-file",
                "pw",
                "--table",
                "public.orders",
                "--change-table",
                "log",
                "--reader",
                "millrace",
                "--done",
                "mark",
                "--part",
                "cleaner");

        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out())
                .isEqualTo("-- --url jdbc:postgresql://db/shop --table public.orders --username me --password-file pw"
                        + " --change-table log --reader millrace --done mark --part cleaner\n");
    }

    @Test
    void asksForEverythingUnlessToldOtherwise() throws IOException {
        Called called = called("--table", "public.orders", "--json");

        assertThat(new ObjectMapper().readTree(called.out()).path("sql").asText())
                .isEqualTo("-- --url jdbc:postgresql://db/shop --table public.orders --done delete --part create\n");
    }

    @Test
    void tellsInOneSentenceWhyThereIsNoSql() throws IOException {
        Called called = called("--table", "public.view");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).startsWith("millrace: it is no table").hasLineCount(1);
        assertThat(called.out()).isEmpty();
    }

    @Test
    void namesThePluginThatIsNotThere() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Called called = Called.with(
                "triggers",
                "ddl",
                "--plugin-path",
                empty.toString(),
                "--url",
                "jdbc:postgresql://db/shop",
                "--table",
                "t");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("ChangeTableDdl", "add its folder by --plugin-path");
    }

    private Called called(String... more) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("plugins/connect-database-source"));
        Path source = Files.writeString(folder.resolve("ChangeTableDdl.java"), GENERATOR);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", plugin.toString(), source.toString());
        assertThat(status).isZero();
        List<String> arguments = new ArrayList<>(List.of(
                "triggers",
                "ddl",
                "--plugin-path",
                folder.resolve("plugins").toString(),
                "--url",
                "jdbc:postgresql://db/shop"));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }
}
