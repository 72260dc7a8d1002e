package dev.millrace.database.change;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import java.util.List;

/**
 * What removes marked rows of a change table on PostgreSQL: a function that removes one batch in one short transaction, for
 * a scheduler to call.
 *
 * <p>It walks from the lowest number on and ends at the first row that was marked too lately, so that it reads little
 * more than it removes. It never waits for writers, whose rows are not marked, nor they for it.
 */
final class PostgresCleaner {

    private static final Dialect DIALECT = Dialect.POSTGRESQL;

    private PostgresCleaner() {}

    static List<Ddl.Statement> statements(DdlRequest request) {
        String function = name(request.changes()).quoted(DIALECT);
        String body = """

                DECLARE
                    until timestamptz := clock_timestamp() - older;
                    newest bigint := (SELECT max("seq") FROM %1$s);
                    low bigint := 0;
                    high bigint;
                    old bigint;
                    marked bigint;
                    young boolean;
                    count bigint;
                    removed bigint := 0;
                BEGIN
                    LOOP
                        SELECT max("seq"), max("seq") FILTER (WHERE "done" < until), count("done"), bool_or("done" >= until)
                            INTO high, old, marked, young
                            FROM (SELECT "seq", "done" FROM %1$s
                                WHERE "seq" > low AND "seq" < newest ORDER BY "seq" LIMIT most) batch;
                        IF old IS NOT NULL THEN
                            DELETE FROM %1$s WHERE "seq" > low AND "seq" <= old AND "done" < until;
                            GET DIAGNOSTICS count = ROW_COUNT;
                            removed := removed + count;
                        END IF;
                        EXIT WHEN high IS NULL OR removed >= most OR marked = 0 OR young;
                        low := high;
                    END LOOP;
                    RETURN removed;
                END
                """.formatted(request.changes().quoted(DIALECT));
        String quote = PostgresDdl.quote(body);
        String call = "SELECT " + function + "('7 days', 10000)";
        return List.of(
                new Ddl.Statement(
                        "Removes a batch of rows that were marked so long ago, and returns how many. What is not marked"
                                + " stays, and so does the newest row. Call it each minute from pg_cron or cron: "
                                + call,
                        "CREATE OR REPLACE FUNCTION " + function + "(older interval, most integer) RETURNS bigint\n"
                                + "    LANGUAGE plpgsql SECURITY DEFINER\n    SET search_path = pg_catalog, pg_temp\n    AS "
                                + quote + body + quote),
                new Ddl.Statement(
                        "Only who is granted EXECUTE cleans up.",
                        "REVOKE ALL ON FUNCTION " + function + "(interval, integer) FROM PUBLIC"));
    }

    static Ddl.Statement drop(DdlRequest request) {
        return new Ddl.Statement(
                "Nobody cleans up any more.",
                "DROP FUNCTION IF EXISTS " + name(request.changes()).quoted(DIALECT) + "(interval, integer)");
    }

    private static TableName name(TableName changes) {
        return new TableName(changes.schema(), changes.table() + "_clean");
    }
}
