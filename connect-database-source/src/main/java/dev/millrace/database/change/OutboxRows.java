package dev.millrace.database.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.reading.Topics;
import dev.millrace.database.row.Row;
import dev.millrace.database.row.RowReaders;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.row.ShapeChange;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.ValueText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** The rows of an outbox, each of which says by its columns what record it is to be. Belongs to one reading. */
final class OutboxRows implements NumberedRows<OutboxRow> {

    private static final JsonFactory JSON = new JsonFactory();

    private final TableName table;
    private final ReadingRoom room;
    private final OutboxSettings settings;
    private final RowReaders readers;

    OutboxRows(TableName table, ReadingRoom room, OutboxSettings settings, RowSettings types) {
        this.table = table;
        this.room = room;
        this.settings = settings;
        this.readers = new RowReaders(
                table.toString(), List.of(), types, room.database().dialect());
    }

    @Override
    public TableName table() {
        return table;
    }

    @Override
    public String number() {
        return room.database().dialect().quoted(settings.sequence());
    }

    @Override
    public String selected() {
        return "t.*";
    }

    @Override
    public OutboxRow read(ResultSet result) throws SQLException {
        long number = result.getLong(settings.sequence());
        try {
            return new OutboxRow(number, readers.reader(result.getMetaData()).read(result), null);
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.MALFORMED) {
                throw failed;
            }
            return new OutboxRow(number, null, failed);
        }
    }

    @Override
    public Optional<ShapeChange> prepare(Connection connection) {
        return readers.change();
    }

    @Override
    public List<Draft> drafts(OutboxRow outbox) {
        Row row = outbox.row();
        if (row == null) {
            throw outbox.failure() == null ? malformed(outbox, "row-missing", "could not be read") : outbox.failure();
        }
        SchemaAndValue key = settings.key().isPresent()
                ? column(row, OutboxSettings.KEY, settings.key().get())
                : SchemaAndValue.NULL;
        SchemaAndValue value = column(row, OutboxSettings.VALUE, settings.value());
        return List.of(new Draft(topic(outbox, row), key, value, time(row), headers(outbox, row)));
    }

    private String topic(OutboxRow outbox, Row row) {
        if (settings.topic().isEmpty()) {
            return room.topics().of(table);
        }
        String topic = settings.topic().get().fill(place -> text(column(row, OutboxSettings.TOPIC, place)));
        if (!Topics.isTopic(topic)) {
            // The name is made of the row's values, so it is not told.
            throw malformed(
                    outbox, "topic-illegal", "gives no name that Kafka takes for a topic by " + OutboxSettings.TOPIC);
        }
        return topic;
    }

    private Headers headers(OutboxRow outbox, Row row) {
        Headers headers = new ConnectHeaders();
        for (Map.Entry<String, String> header : settings.columnHeaders().entrySet()) {
            SchemaAndValue value = column(row, OutboxSettings.COLUMN_HEADERS, header.getValue());
            if (value.value() != null) {
                headers.add(header.getKey(), value);
            }
        }
        if (settings.headers().isPresent()) {
            String json =
                    text(column(row, OutboxSettings.HEADERS, settings.headers().get()));
            if (!json.isEmpty()) {
                add(outbox, json, headers);
            }
        }
        return headers;
    }

    private void add(OutboxRow outbox, String text, Headers headers) {
        try (JsonParser json = JSON.createParser(text)) {
            boolean isObject = json.nextToken() == JsonToken.START_OBJECT;
            while (isObject && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                isObject = json.nextToken().isScalarValue();
                if (isObject && json.currentToken() != JsonToken.VALUE_NULL) {
                    headers.addString(name, json.getText());
                }
            }
            if (!isObject) {
                throw malformed(outbox, "headers-illegal", "has headers that are no JSON object of plain values");
            }
        } catch (IOException broken) {
            // The parser's message quotes what it read.
            throw malformed(outbox, "headers-illegal", "has headers that are no JSON");
        }
    }

    private @Nullable Long time(Row row) {
        if (settings.time().isEmpty()) {
            return null;
        }
        SchemaAndValue time = column(row, OutboxSettings.TIME, settings.time().get());
        if (time.value() == null) {
            return null;
        }
        return OutboxTime.millis(time)
                .orElseThrow(() -> misconfigured(
                        OutboxSettings.TIME,
                        settings.time().get() + ", whose type " + time.schema().type()
                                + " is no moment that can be read"));
    }

    private SchemaAndValue column(Row row, String option, String name) {
        Field field = row.shape()
                .field(name)
                .orElseThrow(() -> misconfigured(option, name + ", which " + table + " doesn't have"));
        return new SchemaAndValue(field.schema(), row.struct().get(field));
    }

    private static String text(SchemaAndValue value) {
        return value.value() == null ? "" : ValueText.of(value.schema(), value.value());
    }

    private ConnectorFailure malformed(OutboxRow outbox, String code, String what) {
        return new ConnectorFailure(FailureKind.MALFORMED, code, table + ": row " + outbox.number() + " " + what);
    }

    private static ConnectorFailure misconfigured(String option, String what) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, "column-missing", option + " names " + what);
    }
}
