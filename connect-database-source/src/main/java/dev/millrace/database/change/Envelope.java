package dev.millrace.database.change;

import dev.millrace.database.row.Row;
import dev.millrace.database.row.RowShape;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.PluginVersion;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The form of a change's value: what Debezium's connectors write (its documentation of change events, 3.x), so that what
 * reads theirs reads ours: {@code before}, {@code after}, {@code source}, {@code op} and {@code ts_ms}. One per shape of the
 * rows. Immutable.
 */
final class Envelope {

    /** An operation of the table as it was before the triggers. */
    static final String READ = "r";

    private static final String SUFFIX = ".Value";

    /** The value of {@code source.connector}. */
    private static final String CONNECTOR = "millrace-database";

    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("dev.millrace.database.change.Source")
            .version(1)
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string().optional().defaultValue("false").build())
            .field("db", Schema.STRING_SCHEMA)
            .field("schema", Schema.OPTIONAL_STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("seq", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private final String version = PluginVersion.current();
    private final Schema schema;
    private final Schema rows;
    private final String connector;
    private final String database;
    private final TableName table;

    /**
     * The form of a table's changes.
     *
     * @param connector the connector's name
     * @param database the name of the database it reads
     */
    Envelope(RowShape shape, String connector, String database, TableName table) {
        String name = shape.valueSchema().name();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        this.rows = shape.optionalValueSchema();
        this.schema = SchemaBuilder.struct()
                // Debezium's transforms know an envelope by this ending.
                .name(stem + ".Envelope")
                .version(shape.version())
                .field("before", rows)
                .field("after", rows)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        this.connector = connector;
        this.database = database;
        this.table = table;
    }

    /**
     * The value of a change.
     *
     * @param now in milliseconds since 1970, of the worker
     */
    SchemaAndValue change(String operation, @Nullable Row before, @Nullable Row after, ChangeRow change, long now) {
        Struct source = source("false", change.micros())
                .put("txId", change.transaction())
                .put("seq", change.number());
        return value(operation, before, after, source, now);
    }

    /** The value of a row that was there before the triggers. */
    SchemaAndValue read(Row row, long now) {
        return value(READ, null, row, source("true", now * 1000), now);
    }

    private SchemaAndValue value(String operation, @Nullable Row before, @Nullable Row after, Struct source, long now) {
        Struct value = new Struct(schema)
                .put("before", image(before))
                .put("after", image(after))
                .put("source", source)
                .put("op", operation)
                .put("ts_ms", now);
        return new SchemaAndValue(schema, value);
    }

    /** The row under the schema that may be missing. */
    private @Nullable Struct image(@Nullable Row row) {
        if (row == null) {
            return null;
        }
        Struct image = new Struct(rows);
        for (Field field : rows.fields()) {
            image.put(field, row.struct().get(field));
        }
        return image;
    }

    private Struct source(String snapshot, long micros) {
        Struct source = new Struct(SOURCE)
                .put("version", version)
                .put("connector", CONNECTOR)
                .put("name", connector)
                .put("ts_ms", Math.floorDiv(micros, 1000))
                .put("ts_us", micros)
                .put("snapshot", snapshot)
                .put("db", database)
                .put("table", table.table());
        table.schema().ifPresent(schemaName -> source.put("schema", schemaName));
        return source;
    }
}
