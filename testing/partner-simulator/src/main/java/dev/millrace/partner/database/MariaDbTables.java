package dev.millrace.partner.database;

import dev.millrace.partner.process.ServerFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What MariaDB's own tables are made of: SQL files beside the server, which it reads from its input when it bootstraps. */
final class MariaDbTables {

    static final List<String> OPTIONS = List.of("--bootstrap", "--max-allowed-packet=8M", "--net-buffer-length=16K");

    private static final List<String> FILES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private MariaDbTables() {}

    /** Writes all of it to a file of the folder, and makes the folder for the data, which the server wants to be there. */
    static Redirect script(MySqlCommand command, ServerFolder folder) throws IOException {
        Path source = command.base().stream()
                .flatMap(base ->
                        Stream.of("share/mariadb", "share/mysql", "share").map(base::resolve))
                .filter(place -> Files.isRegularFile(place.resolve(FILES.get(0))))
                .findFirst()
                .orElseThrow(() -> new IOException("MariaDB's " + FILES.get(0) + " is not beside its server"));
        Files.createDirectory(folder.resolve(MySqlProcess.DATA));
        Path script = folder.resolve("tables.sql");
        try (OutputStream sql = Files.newOutputStream(script)) {
            sql.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (String file : FILES) {
                Files.copy(source.resolve(file), sql);
            }
        }
        return Redirect.from(script.toFile());
    }
}
