package dev.millrace.database.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Drains a result in a small virtual machine of its own. */
final class LongResult {

    private LongResult() {}

    /** Takes URL, user, password, query, rows to fetch at a time, and the file for "rows characters milliseconds". */
    public static void main(String[] arguments) throws Exception {
        long rowsRead = 0;
        long characters = 0;
        long began = System.nanoTime();
        try (PooledDatabase database = PooledDatabase.open(
                        ConnectionSettingsOf.server(
                                arguments[0], arguments[1], arguments[2], "fetch.rows", arguments[4]),
                        "long-result");
                Connection connection = database.reading();
                PreparedStatement query = database.query(connection, arguments[3]);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                rowsRead++;
                characters += rows.getString(2).length();
            }
        }
        long milliseconds = (System.nanoTime() - began) / 1_000_000;
        Files.writeString(Path.of(arguments[5]), rowsRead + " " + characters + " " + milliseconds);
    }
}
