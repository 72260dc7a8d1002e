package dev.millrace.database.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One question to a database, for a test that loads this class by another class loader. */
final class Question {

    private Question() {}

    /** The first value, or what became of the question. */
    static String ask(String url, String user, String password, String sql) {
        try (PooledDatabase database =
                PooledDatabase.open(ConnectionSettingsOf.server(url, user, password), "question")) {
            try (Connection connection = database.reading();
                    PreparedStatement query = database.query(connection, sql);
                    ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "nothing";
            } catch (SQLException failure) {
                return String.valueOf(database.failure("report", failure).getMessage());
            }
        }
    }
}
