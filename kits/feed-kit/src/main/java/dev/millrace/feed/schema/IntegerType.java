package dev.millrace.feed.schema;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A whole number of 8, 16, 32 or 64 bits.
 *
 * @param type the schema's
 */
record IntegerType(Schema.Type type, NumberText numbers) implements FieldType {

    @Override
    public SchemaBuilder builder() {
        return new SchemaBuilder(type);
    }

    @Override
    public Object ofText(String text) throws Unfit {
        String plain = numbers.plain(text, false).orElseThrow(this::unfit);
        try {
            return boxed(Long.parseLong(plain));
        } catch (NumberFormatException e) {
            throw unfit();
        }
    }

    @Override
    public Object ofNumber(Number number) throws Unfit {
        long value = number.longValue();
        if (number instanceof Double fraction && (value != fraction || Math.abs(value) > 1L << 53)) {
            throw unfit();
        }
        return boxed(value);
    }

    private Object boxed(long value) throws Unfit {
        if (type == Schema.Type.INT64) {
            return value;
        }
        if (type == Schema.Type.INT32 && value == (int) value) {
            return (int) value;
        }
        if (type == Schema.Type.INT16 && value == (short) value) {
            return (short) value;
        }
        if (type == Schema.Type.INT8 && value == (byte) value) {
            return (byte) value;
        }
        throw unfit();
    }

    @Override
    public String label() {
        return type.getName();
    }
}
