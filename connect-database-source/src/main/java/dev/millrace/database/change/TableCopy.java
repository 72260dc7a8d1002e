package dev.millrace.database.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.row.Column;
import dev.millrace.database.row.Row;
import dev.millrace.database.row.RowImage;
import dev.millrace.database.server.Behind;
import dev.millrace.database.server.Database;
import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows that a table had before its triggers, page by page in the order of the key, in between its changes.
 *
 * <p>A page and the changes that are visible beside it are read in one snapshot of the database. A row with a change that
 * was not handed out yet is left out: the change has all of it, and comes in its turn. Any other row is as the changes up
 * to the cursor left it, and its later changes come behind it. So each key is told in order, no long transaction is
 * needed, and a restart goes on behind the last row. Belongs to one reading.
 */
final class TableCopy {

    private static final JsonFactory JSON = new JsonFactory();

    /** MySQL sorts them by their numbers, and compares them as texts. */
    private static final String ENUMERATIONS = "SELECT column_name FROM information_schema.columns"
            + " WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND data_type IN ('enum', 'set')";

    /**
     * A row and where the copy stands behind it.
     *
     * @param draft empty when it can't be read
     * @param failure why not
     */
    record Copied(Optional<Draft> draft, Optional<ConnectorFailure> failure, Optional<Place.CopyPlace> to) {}

    /**
     * Rows and where the copy stands behind them all.
     *
     * @param to empty when it is at its end
     */
    record Page(List<Copied> rows, Optional<Place.CopyPlace> to) {}

    /** A row whose changes have all been handed out. */
    private record Candidate(@Nullable Row row, @Nullable ConnectorFailure failure, String key) {

        /** What tells it from the others. */
        Object identity() {
            return row == null ? key : String.valueOf(row.key().value());
        }
    }

    private final Database database;
    private final ChangeRows changes;
    private final int most;

    TableCopy(ReadingRoom room, ChangeRows changes, int most) {
        this.database = room.database();
        this.changes = changes;
        this.most = most;
    }

    /**
     * The next rows.
     *
     * @param cursor the number up to which changes were handed out; the transactions of all in front of it have ended
     */
    Page page(Connection connection, Place.CopyPlace from, long cursor) throws SQLException {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            // A change of the columns is announced with the next change; the copy's rows have the new form already.
            changes.prepare(connection);
            List<Candidate> read = rows(connection, from);
            boolean isLast = read.size() < most;
            Map<Object, Candidate> page = new LinkedHashMap<>();
            read.forEach(candidate -> page.put(candidate.identity(), candidate));
            withoutPending(connection, page, cursor);
            return paged(read, page, isLast);
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    private Page paged(List<Candidate> read, Map<Object, Candidate> kept, boolean isLast) {
        Optional<Place.CopyPlace> end = isLast
                ? Optional.empty()
                : Optional.of(new Place.CopyPlace(
                        Optional.of(read.get(read.size() - 1).key())));
        List<Copied> rows = new ArrayList<>(kept.size());
        int left = kept.size();
        for (Candidate candidate : kept.values()) {
            left--;
            Optional<Place.CopyPlace> behind = Optional.of(new Place.CopyPlace(Optional.of(candidate.key())));
            rows.add(new Copied(
                    Optional.ofNullable(candidate.row()).map(changes::copied),
                    Optional.ofNullable(candidate.failure()),
                    left == 0 ? end : behind));
        }
        return new Page(rows, end);
    }

    private Set<String> enumerations(Connection connection, BaseTable base) throws SQLException {
        Set<String> names = new HashSet<>();
        if (database.dialect() == Dialect.MYSQL) {
            try (PreparedStatement statement = database.query(connection, ENUMERATIONS)) {
                statement.setString(1, base.name().schema().orElse(null));
                statement.setString(2, base.name().table());
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        names.add(result.getString(1));
                    }
                }
            }
        }
        return names;
    }

    private List<Candidate> rows(Connection connection, Place.CopyPlace from) throws SQLException {
        BaseTable base = changes.base();
        Dialect dialect = database.dialect();
        settle(connection, base);
        List<Column> key = base.key().stream()
                .map(name -> base.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        Set<String> enumerations = enumerations(connection, base);
        List<String> names = base.key().stream()
                .map(name -> enumerations.contains(name)
                        ? "CAST(t." + dialect.quoted(name) + " AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin"
                        : "t." + dialect.quoted(name))
                .toList();
        StringBuilder query = new StringBuilder("SELECT ");
        for (int at = 0; at < key.size(); at++) {
            query.append(text(key.get(at), names.get(at))).append(", ");
        }
        query.append(RowImage.expression(base.columns(), dialect, "t"))
                .append(" FROM ")
                .append(base.name().quoted(dialect))
                .append(" t");
        @Nullable Behind behind = from.behind().isPresent() ? dialect.behind(names) : null;
        if (behind != null) {
            query.append(" WHERE ").append(behind.sql());
        }
        query.append(" ORDER BY ").append(String.join(", ", names)).append(dialect.limit(most));
        List<Candidate> rows = new ArrayList<>();
        try (PreparedStatement statement = database.query(connection, query.toString())) {
            if (behind != null) {
                List<String> values = decoded(from.behind().orElseThrow());
                for (int at = 0; at < behind.bound().size(); at++) {
                    int column = behind.bound().get(at);
                    bind(statement, at + 1, key.get(column), values.get(column));
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<String> values = new ArrayList<>(key.size());
                    for (int at = 1; at <= key.size(); at++) {
                        values.add(result.getString(at));
                    }
                    rows.add(candidate(result.getString(key.size() + 1), encoded(values)));
                }
            }
        }
        return rows;
    }

    private Candidate candidate(String image, String key) {
        try {
            return new Candidate(changes.row(image), null, key);
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.MALFORMED) {
                throw failed;
            }
            return new Candidate(null, failed, key);
        }
    }

    private void withoutPending(Connection connection, Map<Object, Candidate> page, long cursor) throws SQLException {
        Dialect dialect = database.dialect();
        String number = changes.number();
        String query = "SELECT " + dialect.quoted("before") + ", " + dialect.quoted("after") + " FROM "
                + changes.table().quoted(dialect) + " WHERE " + number + " > ? ORDER BY " + number;
        try (PreparedStatement statement = database.query(connection, query)) {
            statement.setLong(1, cursor);
            try (ResultSet result = statement.executeQuery()) {
                while (!page.isEmpty() && result.next()) {
                    remove(page, result.getString(1));
                    remove(page, result.getString(2));
                }
            }
        }
    }

    private void remove(Map<Object, Candidate> page, @Nullable String image) {
        if (image != null) {
            Row row = candidate(image, "").row();
            if (row != null) {
                page.remove(String.valueOf(row.key().value()));
            }
        }
    }

    /** The session writes values as the trigger's function does. */
    private void settle(Connection connection, BaseTable base) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : RowImage.functionSettings(base.columns(), database.dialect())) {
                statement.execute(setting.replaceFirst("^SET ", "SET LOCAL "));
            }
        }
    }

    private String text(Column column, String name) {
        return switch (database.dialect()) {
            case POSTGRESQL -> "CAST(" + name + " AS text)";
            case MYSQL, STANDARD ->
                isBinary(column) ? "HEX(" + name + ")" : isNumber(column) ? name : "CAST(" + name + " AS CHAR)";
        };
    }

    private void bind(PreparedStatement statement, int at, Column column, String value) throws SQLException {
        if (database.dialect() == Dialect.POSTGRESQL) {
            // Of no type, so that the server gives it the column's.
            statement.setObject(at, value, Types.OTHER);
        } else if (isNumber(column)) {
            statement.setBigDecimal(at, new BigDecimal(value));
        } else if (isBinary(column)) {
            statement.setBytes(at, HexFormat.of().parseHex(value));
        } else {
            statement.setString(at, value);
        }
    }

    private static boolean isNumber(Column column) {
        return switch (column.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC -> true;
            default -> false;
        };
    }

    private static boolean isBinary(Column column) {
        return switch (column.jdbcType()) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
            default -> false;
        };
    }

    private static String encoded(List<String> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<String> decoded(String text) {
        List<String> values = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    values.add(json.getText());
                }
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("not the key of a row", broken);
        }
        return values;
    }
}
