package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Bytes. Their text in an image is hexadecimal. */
record BinaryType(BinaryForm form) implements ColumnType {

    @Override
    public SchemaBuilder schema() {
        return form == BinaryForm.BYTES ? SchemaBuilder.bytes() : SchemaBuilder.string();
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        byte[] bytes = result.getBytes(index);
        return bytes == null ? null : value(bytes);
    }

    @Override
    public Object parse(String text) {
        return value(HexFormat.of().parseHex(text.startsWith("\\x") ? text.substring(2) : text));
    }

    private Object value(byte[] bytes) {
        return switch (form) {
            case BYTES -> bytes;
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
        };
    }
}
