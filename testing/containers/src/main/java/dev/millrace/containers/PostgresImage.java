package dev.millrace.containers;

import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.ServerInstance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;

/** PostgreSQL by its official image, or one with the same variables. */
record PostgresImage(String name, Login superuser, Map<String, String> settings) {
    private static final int PORT = 5432;
    private static final String DATABASE = "postgres";
    private static final long SHARED_MEMORY_BYTES = 256L << 20;

    ServerInstance start() throws IOException {
        return new DatabaseContainer(LocalContainer.start(this::container, PORT, port -> () -> login(port)));
    }

    private GenericContainer<?> container() {
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
        return new GenericContainer<>(name)
                .withExposedPorts(PORT)
                .withEnv("POSTGRES_USER", superuser.username())
                .withEnv("POSTGRES_PASSWORD", superuser.password())
                .withEnv("POSTGRES_DB", DATABASE)
                .withSharedMemorySize(SHARED_MEMORY_BYTES)
                // The signal that cuts connections; at another one it would wait until they close.
                .withCreateContainerCmdModifier(create -> create.withStopSignal("SIGINT"))
                .withCommand(command.toArray(String[]::new));
    }

    /** The server that fills the data folder listens on its socket only. */
    private void login(int port) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + LocalContainer.HOST + ":" + port + "/" + DATABASE,
                superuser.username(),
                superuser.password())) {
            if (!connection.isValid(0)) {
                throw new SQLException("it does not answer yet");
            }
        }
    }
}
