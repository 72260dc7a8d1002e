package dev.millrace.database.server;

import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

final class RealPostgres implements RealServer {

    private final PostgresServer server;

    RealPostgres() throws IOException, SQLException {
        server = PostgresServer.start();
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            askForPasswords(statement);
        }
    }

    /** A server made by initdb alone believes whoever comes from its own machine. */
    private static void askForPasswords(Statement statement) throws IOException, SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW hba_file")) {
            rows.next();
            Files.writeString(
                    Path.of(rows.getString(1)),
                    "local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        }
        statement.execute("SELECT pg_reload_conf()");
    }

    @Override
    public String createDatabase() throws SQLException {
        return server.createDatabase();
    }

    @Override
    public Connection admin(String database) throws SQLException {
        return server.connect(database);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void stop() throws IOException {
        server.stop();
    }

    @Override
    public void restart() throws IOException {
        server.restart();
    }

    @Override
    public String adminName() {
        return PostgresServer.USER;
    }

    @Override
    public String adminPassword() {
        return PostgresServer.PASSWORD;
    }

    @Override
    public String[] createUser(String name, String password, int connections, String database) {
        return new String[] {
            "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "' CONNECTION LIMIT " + connections,
            "GRANT SELECT ON orders TO " + name
        };
    }

    @Override
    public String changePassword(String name, String password) {
        return "ALTER ROLE " + name + " PASSWORD '" + password + "'";
    }

    @Override
    public String sleep(int seconds) {
        return "SELECT pg_sleep(" + seconds + ")";
    }

    @Override
    public void endSessions(String user) throws SQLException {
        try (Connection connection = admin("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + user
                    + "' AND pid <> pg_backend_pid()");
        }
    }

    @Override
    public String conversion(String column, String table) {
        return "SELECT CAST(" + column + " AS integer) FROM " + table;
    }

    @Override
    public String[] lockTable(String table) {
        return new String[] {"BEGIN", "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE"};
    }

    @Override
    public void close() {
        server.close();
    }
}
