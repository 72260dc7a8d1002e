package dev.millrace.containers;

import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.ServerInstance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;

/** MySQL by its official image, or one with the same variables. */
record MySqlImage(String name, Login user, List<String> options) {
    private static final int PORT = 3306;
    private static final String ROOT = "root";

    MySqlImage {
        options = List.copyOf(options);
    }

    ServerInstance start() throws IOException {
        return new DatabaseContainer(LocalContainer.start(this::container, PORT, port -> () -> login(port)));
    }

    private GenericContainer<?> container() {
        List<String> command = new ArrayList<>(List.of("mysqld", "--server-id=1"));
        command.addAll(options);
        return new GenericContainer<>(name)
                .withExposedPorts(PORT)
                .withEnv("MYSQL_ROOT_PASSWORD", user.password())
                .withEnv("MYSQL_DATABASE", user.username())
                .withCommand(command.toArray(String[]::new));
    }

    /** The image makes users for one database only. The server that fills the data folder listens on its socket only. */
    private void login(int port) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb://" + LocalContainer.HOST + ":" + port + "/mysql?allowPublicKeyRetrieval=true",
                        ROOT,
                        user.password());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE USER IF NOT EXISTS '" + user.username() + "'@'%' IDENTIFIED BY '" + user.password() + "'");
            statement.execute("GRANT ALL ON *.* TO '" + user.username() + "'@'%' WITH GRANT OPTION");
        }
    }
}
