package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The SQL that makes a table of PostgreSQL write down its changes. */
final class ChangeTableSql {

    private ChangeTableSql() {}

    /** The SQL that the plugin prints, by the command that its page shows: its libraries and Kafka's. */
    static String of(String url, String table) throws IOException, InterruptedException {
        Path password = Files.writeString(Platform.folder().resolve("password"), PostgresServer.PASSWORD);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        lib() + "/*" + File.pathSeparator + System.getProperty("millrace.kafka.current") + "/*",
                        "dev.millrace.database.change.ChangeTableDdl",
                        "--url",
                        url,
                        "--username",
                        PostgresServer.USER,
                        "--password-file",
                        password.toString(),
                        "--table",
                        table)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String sql = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return sql;
    }

    private static Path lib() throws IOException {
        try (Stream<Path> plugins = Files.list(Platform.plugins())) {
            List<Path> found = plugins.filter(
                            plugin -> String.valueOf(plugin.getFileName()).contains("connect-database-source"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0).resolve("lib");
        }
    }
}
