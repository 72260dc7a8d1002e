package dev.millrace.database.server;

import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

final class RealMySql implements RealServer {

    private final MySqlServer server;
    private final String scheme;

    /** @param scheme how the URL begins, which decides whose driver it is */
    RealMySql(MySqlMake make, String scheme) throws IOException {
        this.server = make.start();
        this.scheme = scheme;
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
        return scheme + "//127.0.0.1:" + port + "/" + database + "?allowPublicKeyRetrieval=true";
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
        return MySqlServer.USER;
    }

    @Override
    public String adminPassword() {
        return MySqlServer.PASSWORD;
    }

    @Override
    public String[] createUser(String name, String password, int connections, String database) {
        return new String[] {
            "CREATE USER " + name + " IDENTIFIED BY '" + password + "' WITH MAX_USER_CONNECTIONS " + connections,
            "GRANT SELECT ON " + database + ".orders TO " + name
        };
    }

    @Override
    public String changePassword(String name, String password) {
        return "ALTER USER " + name + " IDENTIFIED BY '" + password + "'";
    }

    @Override
    public String sleep(int seconds) {
        return "SELECT count(*) FROM orders WHERE id < 3 AND sleep(" + seconds + ") = 7";
    }

    @Override
    public void endSessions(String user) throws SQLException {
        try (Connection connection = admin("mysql");
                Statement statement = connection.createStatement()) {
            List<Long> sessions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT id FROM information_schema.processlist WHERE user = '"
                    + user + "' AND id <> connection_id()")) {
                while (rows.next()) {
                    sessions.add(rows.getLong(1));
                }
            }
            for (long session : sessions) {
                statement.execute("KILL " + session);
            }
        }
    }

    @Override
    public String conversion(String column, String table) {
        // MariaDB answers NULL to most of what it can't convert, but says when a number is too large.
        return "SELECT 9223372036854775807 + CAST(" + column + " AS SIGNED) FROM " + table;
    }

    @Override
    public String[] lockTable(String table) {
        return new String[] {"LOCK TABLES " + table + " WRITE"};
    }

    @Override
    public void close() {
        server.close();
    }
}
