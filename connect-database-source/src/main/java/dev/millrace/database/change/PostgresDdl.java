package dev.millrace.database.change;

import dev.millrace.database.row.Column;
import dev.millrace.database.row.RowImage;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's, from version 13 on. */
final class PostgresDdl implements Ddl {

    private static final Dialect DIALECT = Dialect.POSTGRESQL;
    private static final int LONGEST_NAME = 63;

    private static final String FACTS = "SELECT c.relkind, c.relpersistence,"
            + " EXISTS (SELECT FROM pg_catalog.pg_constraint p WHERE p.conrelid = c.oid AND p.contype = 'p' AND p.condeferrable),"
            + " EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)"
            + " FROM pg_catalog.pg_class c WHERE c.oid = CAST(? AS pg_catalog.regclass)";

    @Override
    public List<Statement> statements(Connection connection, DdlRequest request) throws SQLException {
        Names names = Names.of(request.changes());
        if (request.part() == DdlRequest.Part.DROP) {
            return drop(request, names);
        }
        if (request.part() == DdlRequest.Part.CLEANER) {
            return PostgresCleaner.statements(request);
        }
        check(connection, request.table());
        BaseTable base = BaseTable.of(connection, DIALECT, request.table());
        List<Statement> statements = new ArrayList<>();
        if (request.part() == DdlRequest.Part.CREATE) {
            statements.add(table(request));
        }
        statements.add(function(base, request, names));
        if (request.part() == DdlRequest.Part.CREATE) {
            statements.add(new Statement(
                    "Nobody else needs the function; triggers run it whoever writes.",
                    "REVOKE ALL ON FUNCTION " + names.function() + "() FROM PUBLIC"));
            statements.addAll(triggers(request, names));
            request.reader().ifPresent(reader -> statements.addAll(grants(request, reader)));
        }
        return statements;
    }

    private static Statement table(DdlRequest request) {
        String sql = """
                CREATE TABLE %s (
                    "seq" bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
                    "op" char(1) NOT NULL CHECK ("op" IN ('c', 'u', 'd')),
                    "before" jsonb,
                    "after" jsonb,
                    "tx" xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
                    "at" timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    "done" timestamptz
                )""".formatted(request.changes().quoted(DIALECT));
        return new Statement(
                "One row for each change of a row. CACHE must stay 1: numbers in the order of the changes are what keeps the"
                        + " order per key.",
                sql);
    }

    private static Statement function(BaseTable base, DdlRequest request, Names names) {
        String changes = request.changes().quoted(DIALECT);
        String insert = "INSERT INTO " + changes;
        String body = """

                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        %1$s ("op", "after") VALUES ('c', %3$s);
                    ELSIF TG_OP = 'UPDATE' THEN
                        %1$s ("op", "before", "after") VALUES ('u', %2$s, %3$s);
                    ELSIF TG_OP = 'DELETE' THEN
                        %1$s ("op", "before") VALUES ('d', %2$s);
                    ELSE
                        %1$s ("op", "before") SELECT 'd', %4$s FROM %5$s t;
                    END IF;
                    RETURN NULL;
                END
                """.formatted(
                        insert,
                        image(base.columns(), "OLD"),
                        image(base.columns(), "NEW"),
                        image(base.columns(), "t"),
                        base.name().quoted(DIALECT));
        List<String> settings = new ArrayList<>(List.of("SET search_path = pg_catalog, pg_temp"));
        settings.addAll(RowImage.functionSettings(base.columns(), DIALECT));
        String quote = quote(body);
        String sql =
                "CREATE OR REPLACE FUNCTION " + names.function() + "() RETURNS trigger\n    LANGUAGE plpgsql SECURITY"
                        + " DEFINER\n    " + String.join("\n    ", settings) + "\n    AS " + quote + body + quote;
        return new Statement(
                "Writes a change down, in the transaction that makes it. A TRUNCATE is written down as one deletion for each"
                        + " row.",
                sql);
    }

    private static List<Statement> triggers(DdlRequest request, Names names) {
        String table = request.table().quoted(DIALECT);
        return List.of(
                new Statement(
                        "From here on every change is written down. The statement waits for the transactions that write to the"
                                + " table, and new ones wait for it.",
                        "CREATE TRIGGER " + names.rows() + "\n    AFTER INSERT OR UPDATE OR DELETE ON " + table
                                + "\n    FOR EACH ROW EXECUTE FUNCTION " + names.function() + "()"),
                new Statement(
                        "Before, because there is nothing left to write down afterwards.",
                        "CREATE TRIGGER " + names.truncate() + "\n    BEFORE TRUNCATE ON " + table
                                + "\n    FOR EACH STATEMENT EXECUTE FUNCTION " + names.function() + "()"),
                new Statement(
                        "Changes that replication applies are changes too.",
                        "ALTER TABLE " + table + "\n    ENABLE ALWAYS TRIGGER " + names.rows()
                                + ",\n    ENABLE ALWAYS TRIGGER " + names.truncate()));
    }

    private static List<Statement> grants(DdlRequest request, String reader) {
        String user = DIALECT.quoted(reader);
        String may = switch (request.done()) {
            case DELETE -> "SELECT, DELETE";
            case MARK -> "SELECT, UPDATE (\"done\")";
            case KEEP -> "SELECT";
        };
        List<Statement> grants = new ArrayList<>();
        Stream.concat(request.table().schema().stream(), request.changes().schema().stream())
                .distinct()
                .forEach(schema -> grants.add(new Statement(
                        "The connector's user sees the schema.",
                        "GRANT USAGE ON SCHEMA " + DIALECT.quoted(schema) + " TO " + user)));
        grants.add(new Statement(
                "It reads the table's columns, and the rows that were there before the triggers.",
                "GRANT SELECT ON " + request.table().quoted(DIALECT) + " TO " + user));
        grants.add(new Statement(
                "It reads the changes, and removes or marks them after Kafka has them.",
                "GRANT " + may + " ON " + request.changes().quoted(DIALECT) + " TO " + user));
        return grants;
    }

    private static List<Statement> drop(DdlRequest request, Names names) {
        String table = request.table().quoted(DIALECT);
        return List.of(
                new Statement(
                        "From here on changes are not written down.",
                        "DROP TRIGGER IF EXISTS " + names.rows() + " ON " + table),
                new Statement("The same for TRUNCATE.", "DROP TRIGGER IF EXISTS " + names.truncate() + " ON " + table),
                new Statement("Nobody runs it any more.", "DROP FUNCTION IF EXISTS " + names.function() + "()"),
                PostgresCleaner.drop(request),
                new Statement(
                        "With all changes that the connector has not read yet.",
                        "DROP TABLE IF EXISTS " + request.changes().quoted(DIALECT)));
    }

    private static void check(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
            statement.setString(1, table.quoted(DIALECT));
            try (ResultSet facts = statement.executeQuery()) {
                facts.next();
                String kind = facts.getString(1);
                if (!kind.equals("r") && !kind.equals("p")) {
                    throw refused("table-kind", table + " is no table: only tables have rows with triggers");
                }
                if (facts.getString(2).equals("t")) {
                    throw refused(
                            "table-kind", table + " is a temporary table: nobody else can read what it writes down");
                }
                if (facts.getString(2).equals("u")) {
                    throw refused(
                            "table-unlogged",
                            table
                                    + " is UNLOGGED: a crash of the server empties it and fires no trigger, so that its changes"
                                    + " would not be told. ALTER TABLE "
                                    + table.quoted(DIALECT)
                                    + " SET LOGGED, or read it with mode=bulk and detect=changes");
                }
                if (facts.getBoolean(3)) {
                    throw refused(
                            "primary-key-deferrable",
                            table
                                    + " has a primary key that is DEFERRABLE: two transactions may hold one key at a time then,"
                                    + " and the order of its changes is not known. Make it NOT DEFERRABLE");
                }
                if (kind.equals("r") && facts.getBoolean(4)) {
                    throw refused(
                            "table-inherited",
                            table
                                    + " has tables that inherit from it, whose changes its triggers don't see: generate SQL for"
                                    + " each of them, or partition the table");
                }
            }
        }
    }

    private static ConnectorFailure refused(String code, String sentence) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, code, sentence);
    }

    private static String image(List<Column> columns, String alias) {
        return RowImage.expression(columns, DIALECT, alias);
    }

    /** A dollar quote that the body doesn't hold. */
    static String quote(String body) {
        String quote = "$millrace$";
        for (int number = 2; body.contains(quote); number++) {
            quote = "$millrace" + number + "$";
        }
        return quote;
    }

    /** What is made beside the change table, as SQL has it. */
    private record Names(String function, String rows, String truncate) {

        static Names of(TableName changes) {
            String stem = changes.table();
            String longest = stem + "_truncate";
            if (longest.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw refused(
                        "name-too-long",
                        stem + " is too long a name: triggers add up to 9 bytes to it, and PostgreSQL takes "
                                + LONGEST_NAME + ". Choose a shorter one with --change-table");
            }
            return new Names(
                    new TableName(changes.schema(), stem + "_fill").quoted(DIALECT),
                    // Triggers fire in the order of their names: what another one writes again must come behind it.
                    DIALECT.quoted("!" + stem + "_row"),
                    DIALECT.quoted(longest));
        }
    }
}
