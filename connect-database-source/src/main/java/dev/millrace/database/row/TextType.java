package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Values that are text, or whose text says all there is to say.
 *
 * @param semantics what the text means
 */
record TextType(Semantics semantics) implements ColumnType {

    static final TextType PLAIN = new TextType(Semantics.NONE);

    /** What a text means, for those who want to know. */
    enum Semantics {
        NONE(""),
        UUID("io.debezium.data.Uuid"),
        JSON("io.debezium.data.Json"),
        XML("io.debezium.data.Xml"),
        /** A length of time in PostgreSQL's three parts, months, days and microseconds, as ISO 8601 writes it. */
        INTERVAL("io.debezium.time.Interval");

        private final String schema;

        Semantics(String schema) {
            this.schema = schema;
        }
    }

    @Override
    public SchemaBuilder schema() {
        SchemaBuilder schema = SchemaBuilder.string();
        return semantics == Semantics.NONE
                ? schema
                : schema.name(semantics.schema).version(1);
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        String text = result.getString(index);
        return text == null ? null : parse(text);
    }

    @Override
    public Object parse(String text) {
        return semantics == Semantics.INTERVAL ? IntervalText.iso(text) : text;
    }
}
