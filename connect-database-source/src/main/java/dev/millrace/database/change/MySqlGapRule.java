package dev.millrace.database.change;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/**
 * MySQL's and MariaDB's: whoever drew a number has held a metadata lock on the table since before he drew it, and holds it
 * until his transaction has ended (reference manual, "Metadata Locking"). LOCK TABLES ... READ is got when nobody has one.
 *
 * <p>While it waits, new writers wait too, so it is tried for a second at most, and only after a locking read of the
 * missing numbers found none of them written and uncommitted.
 */
final class MySqlGapRule implements GapRule {

    private static final Sight NOBODY = new Sight(0, Set.of());
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** After writers had to wait for us: they get ten times as long. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final Set<String> OFF = Set.of("0", "OFF");
    private static final Set<Integer> DENIED = Set.of(1044, 1142);

    private final String table;
    private final String number;
    private Duration pause = PAUSE;
    private int tries;

    MySqlGapRule(TableName table, String number) {
        this.table = table.quoted(Dialect.MYSQL);
        this.number = number;
    }

    @Override
    public Sight sight(Connection connection) throws SQLException {
        if (isReadOnly(connection)) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "standby",
                    table
                            + " is read from a server that is read-only, where nobody knows which of the primary's writers"
                            + " have ended: read it from the primary");
        }
        tries = 0;
        pause = PAUSE;
        return NOBODY;
    }

    @Override
    public boolean isOver(Connection connection, Sight sight, long from, long to) throws SQLException {
        connection.rollback();
        if (tries++ == 0) {
            // A number that is missing for a moment only is worth no lock.
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @millrace_lock = @@SESSION.lock_wait_timeout,"
                    + " @millrace_row = @@SESSION.innodb_lock_wait_timeout");
            if (isUncommitted(connection, from, to)) {
                return false;
            }
            statement.execute("SET SESSION lock_wait_timeout = 1");
            statement.execute("LOCK TABLES " + table + " READ");
            statement.execute("UNLOCK TABLES");
            pause = PAUSE;
            return true;
        } catch (SQLException refused) {
            return refused(refused);
        } finally {
            reset(connection);
        }
    }

    @Override
    public Duration pause() {
        return pause;
    }

    private boolean refused(SQLException refused) throws SQLException {
        if (refused.getErrorCode() == LOCK_WAIT_TIMEOUT) {
            pause = LONG_PAUSE;
            return false;
        }
        if (DENIED.contains(refused.getErrorCode())) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "privilege-missing",
                    "the user may not lock " + table + ", which tells a rollback from a transaction that has not ended:"
                            + " GRANT LOCK TABLES ON its database.* TO the user",
                    refused);
        }
        throw refused;
    }

    /** Whether a row of these numbers is there and its transaction has not ended: it holds a lock that the read waits for. */
    private boolean isUncommitted(Connection connection, long from, long to) throws SQLException {
        String read = "SELECT 1 FROM " + table + " WHERE " + number + " BETWEEN " + from + " AND " + to
                + " LIMIT 1 LOCK IN SHARE MODE";
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION innodb_lock_wait_timeout = 1");
            try (ResultSet result = statement.executeQuery(read)) {
                // One that is committed by now shows in the next read.
                return result.next();
            }
        } catch (SQLException refused) {
            if (refused.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return true;
            }
            throw refused;
        } finally {
            connection.rollback();
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        connection.rollback();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@GLOBAL.read_only, @@GLOBAL.innodb_read_only")) {
            return result.next() && !(OFF.contains(result.getString(1)) && OFF.contains(result.getString(2)));
        } finally {
            connection.rollback();
        }
    }

    private static void reset(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = COALESCE(@millrace_lock, @@GLOBAL.lock_wait_timeout),"
                    + " innodb_lock_wait_timeout = COALESCE(@millrace_row, @@GLOBAL.innodb_lock_wait_timeout)");
        }
        connection.rollback();
    }
}
