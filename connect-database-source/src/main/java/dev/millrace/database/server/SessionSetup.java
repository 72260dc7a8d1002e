package dev.millrace.database.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a new connection is told once, before anybody uses it; auto-commit is on then. */
final class SessionSetup {

    /** How long MySQL lets us not take rows: as long as Kafka may make a task wait. The server's default is a minute. */
    private static final int WRITE_TIMEOUT_SECONDS = 3_600;

    private final List<String> statements;
    private final boolean readOnly;

    SessionSetup(ConnectionSettings settings, boolean readOnly) {
        this.statements = statements(settings, readOnly);
        this.readOnly = readOnly;
    }

    void apply(Connection connection) throws SQLException {
        if (!statements.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
        // the drivers of MySQL and MariaDB would only remember it
        connection.setReadOnly(readOnly);
    }

    private static List<String> statements(ConnectionSettings settings, boolean readOnly) {
        List<String> statements = new ArrayList<>();
        Duration lock = settings.lockTimeout();
        switch (settings.dialect()) {
            case POSTGRESQL -> {
                statements.add(
                        "SET statement_timeout = " + settings.statementTimeout().toMillis());
                statements.add("SET lock_timeout = " + lock.toMillis());
                statements.add("SET TIME ZONE 'UTC'");
                statements.add("SET intervalstyle = 'postgres'");
            }
            case MYSQL -> {
                String locks = lock.isZero()
                        ? ""
                        : ", lock_wait_timeout = " + seconds(lock) + ", innodb_lock_wait_timeout = " + seconds(lock);
                statements.add("SET SESSION net_write_timeout = " + WRITE_TIMEOUT_SECONDS + locks);
                if (readOnly) {
                    statements.add("SET SESSION TRANSACTION READ ONLY");
                }
            }
            case STANDARD -> {
                if (ServerKind.of(settings.url()) == ServerKind.ORACLE) {
                    // the driver sets the sorting of the worker's locale, but comparisons stay binary
                    statements.add("ALTER SESSION SET NLS_SORT = BINARY NLS_COMP = BINARY");
                }
            }
        }
        return statements;
    }

    private static long seconds(Duration time) {
        return Math.max(1, (time.toMillis() + 999) / 1000);
    }
}
