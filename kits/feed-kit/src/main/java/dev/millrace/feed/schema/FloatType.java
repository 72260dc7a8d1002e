package dev.millrace.feed.schema;

import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A binary fraction of 32 or 64 bits (IEEE 754).
 *
 * @param type the schema's
 * @param exact refuses texts with more digits than the type keeps, rather than rounding them
 */
record FloatType(Schema.Type type, boolean exact, NumberText numbers) implements FieldType {

    @Override
    public SchemaBuilder builder() {
        return new SchemaBuilder(type);
    }

    @Override
    public Object ofText(String text) throws Unfit {
        String plain = numbers.plain(text, true).orElseThrow(this::unfit);
        Object value = boxed(Double.parseDouble(plain));
        if (exact && new BigDecimal(plain).compareTo(new BigDecimal(String.valueOf(value))) != 0) {
            throw unfit();
        }
        return value;
    }

    @Override
    public Object ofNumber(Number number) throws Unfit {
        return boxed(number.doubleValue());
    }

    private Object boxed(double value) throws Unfit {
        Object boxed = type == Schema.Type.FLOAT32 ? (Object) (float) value : (Object) value;
        if (Double.isInfinite(((Number) boxed).doubleValue())) {
            throw unfit();
        }
        return boxed;
    }

    @Override
    public String label() {
        return type.getName();
    }
}
