package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SQL that makes a table of PostgreSQL write down its changes. */
final class ChangeTableSql {

    private ChangeTableSql() {}

    /** The SQL that {@code millrace triggers ddl} prints, by the plugin that is installed in the workers. */
    static String of(String url, String table) throws IOException {
        Path password = Files.writeString(Platform.folder().resolve("password"), PostgresServer.PASSWORD);
        OpsCall call = OpsCall.of(
                "triggers",
                "ddl",
                "--plugin-path",
                Platform.plugins().toString(),
                "--url",
                url,
                "--username",
                PostgresServer.USER,
                "--password-file",
                password.toString(),
                "--table",
                table);
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        return call.out();
    }
}
