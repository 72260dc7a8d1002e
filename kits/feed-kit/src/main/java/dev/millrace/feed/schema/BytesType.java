package dev.millrace.feed.schema;

import java.util.Base64;
import java.util.HexFormat;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Bytes, written as Base64 (RFC 4648, section 4) or as hexadecimal digits. */
record BytesType(boolean hex) implements FieldType {

    @Override
    public SchemaBuilder builder() {
        return new SchemaBuilder(Schema.Type.BYTES);
    }

    @Override
    public Object ofText(String text) throws Unfit {
        try {
            return hex ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw unfit();
        }
    }

    @Override
    public Object ofBytes(byte[] bytes) {
        return bytes;
    }

    @Override
    public String label() {
        return hex ? "hexadecimal bytes" : "base64 bytes";
    }
}
