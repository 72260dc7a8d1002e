package dev.millrace.database.change;

import dev.millrace.database.server.Database;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * PostgreSQL's: whoever drew a number has held ROW EXCLUSIVE on the table since before he drew it, and holds it until his
 * changes are visible or undone; so it is over when none of those who held it at the sight is left (pg_locks; chapter
 * "Explicit Locking"). A transaction that was prepared leaves its virtual id behind, so any prepared one counts.
 *
 * <p>Where the writer is known to have had a transaction id when it drew the number, it is over as well when every
 * transaction up to the newest id of the sight has ended: the one rule for a standby, whose pg_locks knows no writers. The
 * newest id comes from age(), because pg_snapshot_xmax is only one beyond the newest <em>ended</em> transaction, and a
 * running one may be beyond it.
 */
final class PostgresGapRule implements GapRule {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String WRITERS =
            "SELECT virtualtransaction FROM pg_catalog.pg_locks WHERE locktype = 'relation'"
                    + " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
                    + " AND relation = CAST(? AS pg_catalog.regclass) AND mode = 'RowExclusiveLock' AND granted";

    private static final String NEXT =
            "SELECT CAST(CAST(x AS text) AS bigint) + pg_catalog.age(CAST(x AS pg_catalog.xid)),"
                    + " pg_catalog.pg_is_in_recovery()"
                    + " FROM (SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) AS x) s";

    private static final String ALL_ENDED =
            "CAST(CAST(pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) AS text) AS bigint) >= ?";

    private static final String WRITERS_ENDED = "(NOT pg_catalog.pg_is_in_recovery() AND NOT EXISTS (" + WRITERS
            + " AND (pid IS NULL OR virtualtransaction = ANY (?))))";

    private final Database database;
    private final String table;
    private final boolean hasId;

    /**
     * The rule for a table.
     *
     * @param hasId whether its writers have a transaction id before they draw a number, as triggers have
     */
    PostgresGapRule(Database database, TableName table, boolean hasId) {
        this.database = database;
        this.table = table.quoted(Dialect.POSTGRESQL);
        this.hasId = hasId;
    }

    @Override
    public Sight sight(Connection connection) throws SQLException {
        // age() counts up to the newest id as of the transaction's first use of it: a new transaction, then.
        connection.rollback();
        long next;
        try (PreparedStatement statement = database.query(connection, NEXT);
                ResultSet result = statement.executeQuery()) {
            result.next();
            next = result.getLong(1);
            if (result.getBoolean(2) && !hasId) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "standby",
                        table
                                + " is read from a standby, where nobody knows which of its writers have ended: read it from"
                                + " the primary");
            }
        }
        Set<String> writers = new HashSet<>();
        try (PreparedStatement statement = database.query(connection, WRITERS)) {
            statement.setString(1, table);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    writers.add(result.getString(1));
                }
            }
        }
        connection.rollback();
        return new Sight(next, writers);
    }

    @Override
    public boolean isOver(Connection connection, Sight sight, long from, long to) throws SQLException {
        String question = "SELECT " + (hasId ? ALL_ENDED + " OR " : "") + WRITERS_ENDED;
        try (PreparedStatement statement = database.query(connection, question)) {
            int at = 0;
            if (hasId) {
                statement.setLong(++at, sight.next());
            }
            statement.setString(++at, table);
            Array writers = connection.createArrayOf("text", sight.writers().toArray());
            statement.setArray(++at, writers);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        } finally {
            connection.rollback();
        }
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }
}
