package dev.millrace.database.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's geometries as {@code io.debezium.data.geometry.Geometry}: well-known binary and the number of the reference system,
 * which stands in four bytes before it (MySQL manual, Internal Geometry Storage Format).
 *
 * @param optional whether the schema is
 */
record GeometryType(boolean optional) implements ColumnType {

    private static final Schema REQUIRED = builder().build();
    private static final Schema OPTIONAL = builder().optional().build();

    @Override
    public SchemaBuilder schema() {
        return builder();
    }

    private static SchemaBuilder builder() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Geometry")
                .version(1)
                .doc("Geometry")
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA);
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        byte[] bytes = result.getBytes(index);
        return bytes == null ? null : value(bytes);
    }

    @Override
    public Object parse(String text) {
        return value(HexFormat.of().parseHex(text));
    }

    private Struct value(byte[] bytes) {
        if (bytes.length < 9) {
            throw new UnreadableValue("it is too short for a geometry");
        }
        int system = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return new Struct(optional ? OPTIONAL : REQUIRED)
                .put("wkb", Arrays.copyOfRange(bytes, 4, bytes.length))
                .put("srid", system == 0 ? null : (Object) system);
    }
}
