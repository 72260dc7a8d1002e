package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.reading.Settlement;
import dev.millrace.database.row.Row;
import dev.millrace.database.row.RowReader;
import dev.millrace.database.row.RowReaders;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.row.RowShape;
import dev.millrace.database.row.ShapeChange;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** Records with a schema of the result's columns; rows that can't be read are set aside. */
final class ShapedRows implements RowRecords {

    private final QuerySource source;
    private final ReadingRoom room;
    private final RowSettings settings;
    private @Nullable RowReaders readers;
    private @Nullable RowReader reader;
    private String topic = "";

    ShapedRows(QuerySource source, ReadingRoom room, RowSettings settings) {
        this.source = source;
        this.room = room;
        this.settings = settings;
    }

    @Override
    public Optional<String> open(ResultSetMetaData result, List<String> keys) throws SQLException {
        RowReaders known = readers;
        if (known == null) {
            known = new RowReaders(
                    source.name(), keys, settings, room.database().dialect());
            known = source.table().isPresent() ? known : known.optional();
            readers = known;
            topic = source.table()
                    .map(room.topics()::of)
                    .orElseGet(() -> room.topics().ofQuery(source.name()));
        }
        reader = known.reader(result);
        return known.change().map(ShapeChange::toString);
    }

    @Override
    public RowShape shape() {
        return open().shape();
    }

    private RowReader open() {
        if (reader == null) {
            throw new IllegalStateException("no result is open");
        }
        return reader;
    }

    @Override
    public DatabaseRecord record(ResultSet result, Map<String, ?> partition, Map<String, ?> offset)
            throws SQLException {
        try {
            Row row = open().read(result);
            SchemaAndValue primary = room.key().wantsPrimary() ? row.key() : SchemaAndValue.NULL;
            return new DatabaseRecord(
                    partition,
                    offset,
                    topic,
                    room.key().of(primary, row.struct()),
                    row.value(),
                    null,
                    new ConnectHeaders(),
                    Settlement.NONE);
        } catch (ConnectorFailure unreadable) {
            if (unreadable.kind() != FailureKind.MALFORMED) {
                throw unreadable;
            }
            return room.malformed().setAside(partition, offset, source.name(), unreadable);
        }
    }
}
