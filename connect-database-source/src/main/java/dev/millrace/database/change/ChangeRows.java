package dev.millrace.database.change;

import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.row.JsonRowReader;
import dev.millrace.database.row.Row;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.row.RowShape;
import dev.millrace.database.row.ShapeChange;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** The changes of a table, as its triggers wrote them, and the records they become. Belongs to one reading. */
final class ChangeRows implements NumberedRows<ChangeRow> {

    /** What images are made of at present. */
    private record Form(BaseTable base, RowShape shape, JsonRowReader reader, Envelope envelope) {}

    private final TableName base;
    private final TableName table;
    private final ReadingRoom room;
    private final RowSettings types;
    private final boolean tombstones;
    private final String topic;
    private final ImageDifferences differences;
    private @Nullable Form form;

    ChangeRows(TableName base, TableName table, ReadingRoom room, RowSettings types, boolean tombstones) {
        this.base = base;
        this.table = table;
        this.room = room;
        this.types = types;
        this.tombstones = tombstones;
        this.topic = room.topics().of(base);
        this.differences = new ImageDifferences(base);
    }

    @Override
    public TableName table() {
        return table;
    }

    @Override
    public String number() {
        return room.database().dialect().quoted("seq");
    }

    @Override
    public String selected() {
        Dialect dialect = room.database().dialect();
        String images = number() + ", " + dialect.quoted("op") + ", " + dialect.quoted("before") + ", "
                + dialect.quoted("after") + ", ";
        return switch (dialect) {
            case POSTGRESQL ->
                images + "CAST(CAST(\"tx\" AS text) AS bigint), CAST(EXTRACT(EPOCH FROM \"at\") * 1000000 AS bigint)";
            case MYSQL -> images + "NULL, CAST(UNIX_TIMESTAMP(`at`) * 1000000 AS SIGNED)";
            case STANDARD ->
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "dialect-unknown",
                        "change tables are read from PostgreSQL, MySQL and MariaDB only: set mode=outbox or a query mode");
        };
    }

    @Override
    public ChangeRow read(ResultSet result) throws SQLException {
        long transaction = result.getLong(5);
        @Nullable Long known = result.wasNull() ? null : transaction;
        return new ChangeRow(
                result.getLong(1),
                result.getString(2),
                result.getString(3),
                result.getString(4),
                known,
                result.getLong(6));
    }

    @Override
    public Optional<ShapeChange> prepare(Connection connection) throws SQLException {
        Dialect dialect = room.database().dialect();
        Form before = form;
        BaseTable now = before == null
                ? BaseTable.of(connection, dialect, base)
                : BaseTable.of(connection, dialect, base, before.base().key());
        if (before != null && now.columns().equals(before.base().columns())) {
            return Optional.empty();
        }
        RowShape shape = before == null
                ? RowShape.of(base.toString(), now.columns(), now.key(), types, dialect)
                : before.shape().next(now.columns());
        Envelope envelope = new Envelope(shape, room.connector(), String.valueOf(connection.getCatalog()), base);
        form = new Form(now, shape, JsonRowReader.of(shape, differences), envelope);
        if (before == null) {
            return Optional.empty();
        }
        ShapeChange change = ShapeChange.between(before.shape(), shape);
        return change.isEmpty() ? Optional.empty() : Optional.of(change);
    }

    @Override
    public List<Draft> drafts(ChangeRow change) {
        Form now = form();
        @Nullable Row before = row(change.before());
        @Nullable Row after = row(change.after());
        SchemaAndValue was = key(before);
        SchemaAndValue is = key(after);
        boolean moves = before != null && after != null && !was.equals(is);
        List<Draft> drafts = new ArrayList<>(1);
        long millis = Math.floorDiv(change.micros(), 1000);
        long clock = room.clock().millis();
        if (moves || after == null) {
            SchemaAndValue value = now.envelope().change(ChangeRow.DELETE, before, null, change, clock);
            drafts.add(new Draft(topic, was, value, millis, new ConnectHeaders()));
            if (tombstones && was.value() != null) {
                drafts.add(new Draft(topic, was, SchemaAndValue.NULL, millis, new ConnectHeaders()));
            }
        }
        if (after != null) {
            SchemaAndValue value = moves
                    ? now.envelope().change(ChangeRow.CREATE, null, after, change, clock)
                    : now.envelope().change(change.operation(), before, after, change, clock);
            drafts.add(new Draft(topic, is, value, millis, new ConnectHeaders()));
        }
        return drafts;
    }

    /** The record of a row that was there before the triggers. */
    Draft copied(Row row) {
        long clock = room.clock().millis();
        return new Draft(topic, key(row), form().envelope().read(row, clock), clock, new ConnectHeaders());
    }

    /** The table as of the last {@link #prepare}. */
    BaseTable base() {
        return form().base();
    }

    /** An image of a row. */
    @Nullable
    Row row(@Nullable String image) {
        return image == null ? null : form().reader().read(image);
    }

    private SchemaAndValue key(@Nullable Row row) {
        if (row == null) {
            return SchemaAndValue.NULL;
        }
        SchemaAndValue primary = room.key().wantsPrimary() ? row.key() : SchemaAndValue.NULL;
        return room.key().of(primary, row.struct());
    }

    private Form form() {
        Form known = form;
        if (known == null) {
            throw new IllegalStateException(base + " was not looked up");
        }
        return known;
    }
}
