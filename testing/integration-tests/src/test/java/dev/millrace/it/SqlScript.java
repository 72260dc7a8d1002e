package dev.millrace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;

/** A file of {@code config-examples/databases}, run as {@code psql} would run it with these variables. */
record SqlScript(String name, Map<String, String> variables) {

    private static final Path FOLDER = Path.of(System.getProperty("millrace.root"), "config-examples", "databases");

    void run(Connection connection) throws SQLException {
        String text = text();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            text = text.replace(
                    ":'" + variable.getKey() + "'", "'" + variable.getValue().replace("'", "''") + "'");
        }
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(text);
        }
    }

    /** The same for a driver that takes one statement at a time. */
    void runOneByOne(Connection connection) throws SQLException {
        String statements =
                text().lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        for (String one : statements.split(";", -1)) {
            if (!one.isBlank()) {
                try (Statement statement = connection.createStatement()) {
                    boolean unused = statement.execute(one);
                }
            }
        }
    }

    private String text() {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
