package dev.millrace.database.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's point as {@code io.debezium.data.geometry.Point}.
 *
 * @param optional whether the schema is
 */
record PointType(boolean optional) implements ColumnType {

    private static final Schema REQUIRED = builder().build();
    private static final Schema OPTIONAL = builder().optional().build();

    @Override
    public SchemaBuilder schema() {
        return builder();
    }

    private static SchemaBuilder builder() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Point")
                .version(1)
                .doc("Geometry (POINT)")
                .field("x", Schema.FLOAT64_SCHEMA)
                .field("y", Schema.FLOAT64_SCHEMA)
                .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        String text = result.getString(index);
        return text == null ? null : parse(text);
    }

    @Override
    public Object parse(String text) {
        int comma = text.indexOf(',');
        double x = Double.parseDouble(text.substring(1, comma));
        double y = Double.parseDouble(text.substring(comma + 1, text.length() - 1));
        return new Struct(optional ? OPTIONAL : REQUIRED)
                .put("x", x)
                .put("y", y)
                .put("wkb", wellKnown(x, y));
    }

    /** Well-known binary (OGC 06-103r4, 8.2): little endian, type 1. */
    private static byte[] wellKnown(double x, double y) {
        return ByteBuffer.allocate(21)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(1)
                .putDouble(x)
                .putDouble(y)
                .array();
    }
}
