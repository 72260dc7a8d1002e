package dev.millrace.database.change;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import java.util.List;

/**
 * What removes marked rows of a change table on MySQL and MariaDB: a procedure that removes them batch by batch, each in a
 * transaction of its own, and an event that calls it.
 *
 * <p>It walks from the lowest number on and ends at the first row that was marked too lately. It reads without locks, and
 * its deletions lock marked rows only (READ COMMITTED: no gaps), so that it and writers never wait for each other.
 */
final class MySqlCleaner {

    private static final Dialect DIALECT = Dialect.MYSQL;

    private MySqlCleaner() {}

    static List<Ddl.Statement> statements(DdlRequest request) {
        String name = name(request.changes()).quoted(DIALECT);
        String body = """
                CREATE PROCEDURE %1$s(IN older_seconds bigint, IN most int)
                    MODIFIES SQL DATA
                BEGIN
                    DECLARE until_time decimal(20, 6) DEFAULT UNIX_TIMESTAMP(NOW(6)) - older_seconds;
                    DECLARE newest, low, high, old_row, marked, young bigint DEFAULT 0;
                    IF GET_LOCK(%3$s, 0) = 1 THEN
                        SELECT COALESCE(MAX(`seq`), 0) INTO newest FROM %2$s;
                        batches: LOOP
                            SELECT MAX(`seq`), MAX(CASE WHEN UNIX_TIMESTAMP(`done`) < until_time THEN `seq` END),
                                    COUNT(`done`), COALESCE(SUM(UNIX_TIMESTAMP(`done`) >= until_time), 0)
                                INTO high, old_row, marked, young
                                FROM (SELECT `seq`, `done` FROM %2$s
                                    WHERE `seq` > low AND `seq` < newest ORDER BY `seq` LIMIT most) AS batch;
                            COMMIT;
                            IF old_row IS NOT NULL THEN
                                SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
                                DELETE FROM %2$s
                                    WHERE `seq` > low AND `seq` <= old_row AND UNIX_TIMESTAMP(`done`) < until_time;
                                COMMIT;
                            END IF;
                            IF high IS NULL OR marked = 0 OR young > 0 THEN
                                LEAVE batches;
                            END IF;
                            SET low = high;
                        END LOOP;
                        DO RELEASE_LOCK(%3$s);
                    END IF;
                END""".formatted(name, request.changes().quoted(DIALECT), lock(request.changes()));
        return List.of(
                new Ddl.Statement(
                        "Removes what was marked so many seconds ago, so many rows at a time. What is not marked stays, and so"
                                + " does the newest row. One run at a time, outside of transactions.",
                        body),
                new Ddl.Statement(
                        "Calls it each minute; 604800 seconds are seven days. It takes the privilege EVENT, and a server with"
                                + " event_scheduler=ON, which MariaDB's default is not.",
                        "CREATE EVENT " + name + "\n    ON SCHEDULE EVERY 1 MINUTE\n    DO CALL " + name
                                + "(604800, 10000)"));
    }

    /** Both need privileges that who drops the rest may not have. */
    static List<Ddl.Statement> drops(DdlRequest request) {
        String name = name(request.changes()).quoted(DIALECT);
        return List.of(
                new Ddl.Statement(
                        "Nobody cleans up any more, if anybody did; it takes the privilege ALTER ROUTINE.",
                        "DROP PROCEDURE IF EXISTS " + name),
                new Ddl.Statement("The same; it takes the privilege EVENT.", "DROP EVENT IF EXISTS " + name));
    }

    private static TableName name(TableName changes) {
        return new TableName(changes.schema(), changes.table() + "_clean");
    }

    /** Names of locks belong to the whole server and are short. */
    private static String lock(TableName changes) {
        String text = changes.toString().replace("\\", "\\\\").replace("'", "''");
        return "CONCAT('millrace ', LEFT(SHA2('" + text + "', 256), 40))";
    }
}
