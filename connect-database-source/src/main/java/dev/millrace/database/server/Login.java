package dev.millrace.database.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in force, from the configuration or from a file that whoever rotates them writes anew. What the server refused
 * is not tried a second time: servers lock accounts for that. Thread-safe.
 */
final class Login {

    private static final String STATE = "28000";

    private final Credentials configured;
    private final Optional<Path> file;
    private @Nullable Credentials current;
    private @Nullable Credentials refused;

    Login(Credentials configured, Optional<Path> file) {
        this.configured = configured;
        this.file = file;
    }

    /**
     * Credentials to log in with.
     *
     * @throws SQLException of SQLSTATE 28000 when the file can't be read, or when the server has refused all there are
     */
    synchronized Credentials current() throws SQLException {
        if (current == null || current.equals(refused)) {
            current = read();
        }
        if (current.equals(refused)) {
            throw new SQLInvalidAuthorizationSpecException(
                    "the server refused these credentials before; they are not tried again", STATE);
        }
        return current;
    }

    /** Takes note of a refusal; returns what to try instead, if the file has anything else by now. */
    synchronized Optional<Credentials> afterRefusalOf(Credentials used) throws SQLException {
        refused = used;
        current = read();
        return Optional.of(current).filter(fresh -> !fresh.equals(used));
    }

    /** Takes note of a second refusal. */
    synchronized void refused(Credentials used) {
        refused = used;
    }

    private Credentials read() throws SQLException {
        if (file.isEmpty()) {
            return configured;
        }
        try {
            return fromFile(file.get(), configured);
        } catch (IOException | IllegalArgumentException failure) {
            throw new SQLInvalidAuthorizationSpecException(
                    ConnectionSettings.CREDENTIALS_FILE + " (" + file.get() + ") can't be read: "
                            + failure.getClass().getSimpleName(),
                    STATE);
        }
    }

    /** What the file says comes before what the configuration says. */
    static Credentials fromFile(Path file, Credentials configured) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        }
        return new Credentials(
                Optional.ofNullable(properties.getProperty("username")).or(configured::username),
                Optional.ofNullable(properties.getProperty("password"))
                        .map(Password::new)
                        .or(configured::password));
    }
}
