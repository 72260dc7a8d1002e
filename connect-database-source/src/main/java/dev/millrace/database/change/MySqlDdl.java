package dev.millrace.database.change;

import dev.millrace.database.row.RowImage;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** MySQL's, from version 8.0 on, and MariaDB's, from 10.5 on. */
final class MySqlDdl implements Ddl {

    private static final Dialect DIALECT = Dialect.MYSQL;
    private static final int LONGEST_NAME = 64;

    private static final String FACTS = "SELECT table_type, engine FROM information_schema.tables"
            + " WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?";

    private static final String CASCADES = "SELECT constraint_name FROM information_schema.referential_constraints"
            + " WHERE constraint_schema = COALESCE(?, DATABASE()) AND table_name = ?"
            + " AND (delete_rule NOT IN ('NO ACTION', 'RESTRICT') OR update_rule NOT IN ('NO ACTION', 'RESTRICT'))";

    @Override
    public List<Statement> statements(Connection connection, DdlRequest request) throws SQLException {
        Names names = Names.of(request);
        if (request.part() == DdlRequest.Part.DROP) {
            List<Statement> statements = new ArrayList<>(drops(names));
            statements.add(new Statement(
                    "With all changes that the connector has not read yet.",
                    "DROP TABLE IF EXISTS " + request.changes().quoted(DIALECT)));
            statements.addAll(MySqlCleaner.drops(request));
            return statements;
        }
        if (request.part() == DdlRequest.Part.CLEANER) {
            return MySqlCleaner.statements(request);
        }
        check(connection, request.table());
        BaseTable base = BaseTable.of(connection, DIALECT, request.table());
        List<Statement> statements = new ArrayList<>();
        if (request.part() == DdlRequest.Part.CREATE) {
            statements.add(table(request));
            statements.addAll(triggers(base, request, names));
            if (request.reader().isPresent()) {
                statements.addAll(grants(request, request.reader().get(), takesPatterns(connection)));
            }
        } else {
            String locked = request.table().quoted(DIALECT) + " WRITE, "
                    + request.changes().quoted(DIALECT) + " WRITE";
            statements.add(new Statement("Nobody may write while there are no triggers.", "LOCK TABLES " + locked));
            statements.addAll(drops(names));
            statements.addAll(triggers(base, request, names));
            statements.add(new Statement("Writers go on.", "UNLOCK TABLES"));
        }
        return statements;
    }

    private static Statement table(DdlRequest request) {
        String sql = """
                CREATE TABLE %s (
                    `seq` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    `op` char(1) NOT NULL,
                    `before` json,
                    `after` json,
                    `at` timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
                    `done` timestamp(6) NULL DEFAULT NULL
                ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4""".formatted(request.changes().quoted(DIALECT));
        return new Statement("One row for each change of a row.", sql);
    }

    private static List<Statement> triggers(BaseTable base, DdlRequest request, Names names) {
        String insert = "INSERT INTO " + request.changes().quoted(DIALECT) + " ";
        String table = request.table().quoted(DIALECT);
        String old = RowImage.expression(base.columns(), DIALECT, "OLD");
        String fresh = RowImage.expression(base.columns(), DIALECT, "NEW");
        return List.of(
                new Statement(
                        "From here on every new row is written down, in the transaction that makes it.",
                        trigger(names.insert(), "INSERT", table) + insert + "(`op`, `after`) VALUES ('c', " + fresh
                                + ")"),
                new Statement(
                        "The same for rows that change.",
                        trigger(names.update(), "UPDATE", table) + insert + "(`op`, `before`, `after`) VALUES ('u', "
                                + old + ", " + fresh + ")"),
                new Statement(
                        "The same for rows that go. TRUNCATE fires no trigger: nobody may have DROP on the table.",
                        trigger(names.delete(), "DELETE", table) + insert + "(`op`, `before`) VALUES ('d', " + old
                                + ")"));
    }

    private static String trigger(String name, String event, String table) {
        return "CREATE TRIGGER " + name + "\n    AFTER " + event + " ON " + table + " FOR EACH ROW\n    ";
    }

    private static List<Statement> drops(Names names) {
        return List.of(
                new Statement("New rows.", "DROP TRIGGER IF EXISTS " + names.insert()),
                new Statement("Changed rows.", "DROP TRIGGER IF EXISTS " + names.update()),
                new Statement("Rows that go.", "DROP TRIGGER IF EXISTS " + names.delete()));
    }

    private static List<Statement> grants(DdlRequest request, String reader, boolean takesPatterns) {
        String user = "'" + reader.replace("'", "''") + "'@'%'";
        String changes = request.changes().quoted(DIALECT);
        String may = switch (request.done()) {
            case DELETE -> "SELECT, DELETE";
            case MARK -> "SELECT, UPDATE (`done`)";
            case KEEP -> "SELECT";
        };
        String schema = request.changes()
                .schema()
                .map(name -> takesPatterns ? pattern(name) : name)
                .map(DIALECT::quoted)
                .orElse("");
        List<Statement> grants = new ArrayList<>();
        grants.add(new Statement(
                "The connector's user reads the table's columns, and the rows that were there before the triggers.",
                "GRANT SELECT ON " + request.table().quoted(DIALECT) + " TO " + user));
        grants.add(new Statement(
                "It reads the changes, and removes or marks them after Kafka has them.",
                "GRANT " + may + " ON " + changes + " TO " + user));
        grants.add(new Statement(
                "It finds out whether missing numbers were rolled back. The privilege exists for whole databases only, and"
                        + " locks nothing that the user may not read.",
                "GRANT LOCK TABLES ON " + schema + ".* TO " + user));
        return grants;
    }

    /** The database alone, where {@code _} and {@code %} stand for other letters: MySQL's and MariaDB's manuals on GRANT. */
    private static String pattern(String database) {
        return database.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
    }

    /** Whether a GRANT on a database takes a pattern for its name: always, but for a MySQL with {@code partial_revokes}. */
    private static boolean takesPatterns(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SHOW GLOBAL VARIABLES LIKE 'partial\\_revokes'");
                ResultSet variable = statement.executeQuery()) {
            return !variable.next() || !variable.getString(2).equalsIgnoreCase("ON");
        }
    }

    private static void check(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
            bind(statement, table);
            try (ResultSet facts = statement.executeQuery()) {
                if (!facts.next() || !facts.getString(1).equals("BASE TABLE")) {
                    throw refused("table-kind", table + " is no table: only tables have rows with triggers");
                }
                if (!String.valueOf(facts.getString(2)).equalsIgnoreCase("InnoDB")) {
                    throw refused(
                            "table-engine",
                            table
                                    + " has an engine without transactions, or none that takes its changes back together with"
                                    + " the change table's: ALTER TABLE " + table + " ENGINE = InnoDB");
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(CASCADES)) {
            bind(statement, table);
            try (ResultSet cascades = statement.executeQuery()) {
                if (cascades.next()) {
                    throw refused(
                            "table-cascades",
                            table + " has the foreign key " + cascades.getString(1)
                                    + " with CASCADE or SET NULL, whose changes fire no triggers: declare it RESTRICT, and"
                                    + " delete or change its rows in the application");
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, TableName table) throws SQLException {
        statement.setString(1, table.schema().orElse(null));
        statement.setString(2, table.table());
    }

    private static ConnectorFailure refused(String code, String sentence) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, sentence);
    }

    /** The triggers, in the table's database, as SQL has them. */
    private record Names(String insert, String update, String delete) {

        static Names of(DdlRequest request) {
            String stem = request.changes().table();
            if (stem.length() + "_insert".length() > LONGEST_NAME) {
                throw refused(
                        "name-too-long",
                        stem + " is too long a name: triggers add 7 letters to it, and MySQL takes " + LONGEST_NAME
                                + ". Choose a shorter one with --change-table");
            }
            return new Names(
                    name(request, stem + "_insert"), name(request, stem + "_update"), name(request, stem + "_delete"));
        }

        private static String name(DdlRequest request, String name) {
            return new TableName(request.table().schema(), name).quoted(DIALECT);
        }
    }
}
