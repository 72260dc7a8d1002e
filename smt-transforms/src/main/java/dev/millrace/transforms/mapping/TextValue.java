package dev.millrace.transforms.mapping;

import dev.millrace.kit.ValueText;
import java.math.RoundingMode;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * To a text: numbers in plain digits or by a format, dates and times in ISO 8601, bytes encoded, objects and lists as JSON.
 */
final class TextValue implements Conversion {

    private final @Nullable Schema source;
    private final @Nullable NumberText format;
    private final RoundingMode rounding;
    private final ByteEncoding encoding;

    TextValue(@Nullable Schema source, @Nullable NumberText format, RoundingMode rounding, ByteEncoding encoding) {
        this.source = source;
        this.format = format;
        this.rounding = rounding;
        this.encoding = encoding;
    }

    @Override
    public Object convert(Object value) {
        if (value instanceof String) {
            return value;
        }
        if (format != null && value instanceof Number) {
            return format.write(Numbers.scaled(Numbers.decimal(value, null), format.scale(), rounding));
        }
        byte[] bytes = ByteEncoding.bytes(value);
        if (bytes != null) {
            return encoding.encode(bytes);
        }
        try {
            return ValueText.withoutDefaults(source, value);
        } catch (DataException noText) {
            throw new Inconvertible(Inconvertible.WRONG_TYPE);
        }
    }
}
