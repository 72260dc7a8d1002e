package dev.millrace.database.server;

import java.sql.SQLException;
import java.util.List;

/**
 * What MySQL Connector/J refuses by itself, before the server sees it. Its SQLSTATE S1009 stands for arguments of any kind, so
 * its words decide: they are in English whatever the locale (9.1.0, {@code LocalizedErrorMessages.properties}).
 */
final class ConnectorJWords {

    private static final String ILLEGAL_ARGUMENT = "S1009";

    private static final List<String> OF_WRITING = List.of(
            "Connection is read-only.", "Statement.executeQuery() cannot issue statements that do not produce result");

    private ConnectorJWords() {}

    /** Whether a statement writes that came through a connection for reading. */
    static boolean refuseToWrite(SQLException failure) {
        String words = String.valueOf(failure.getMessage());
        return ILLEGAL_ARGUMENT.equals(failure.getSQLState())
                && OF_WRITING.stream().anyMatch(words::startsWith);
    }
}
