package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Puts one constant in place of any value, of the type that the field has: a text for texts, dates and times, a number for numbers.
 * In maps without a schema it stands as it was written.
 */
final class ConstantChange implements Change {

    private final Object constant;

    /** A String, a Long, a BigDecimal or a Boolean. */
    ConstantChange(Object constant) {
        this.constant = constant;
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (typed(before) == null) {
            throw new RuleFailure(rule, path, "constant-of-another-type");
        }
        return before;
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        if (before == null) {
            return constant instanceof BigDecimal number ? (Object) number.doubleValue() : constant;
        }
        Object typed = typed(before);
        if (typed == null) {
            throw spot.failure("constant-of-another-type");
        }
        return typed;
    }

    /** The constant as a value of a schema; null where it can't be one. */
    private @Nullable Object typed(Schema schema) {
        try {
            if (constant instanceof String text) {
                return text(schema, text);
            }
            if (constant instanceof Boolean) {
                return schema.type() == Schema.Type.BOOLEAN ? constant : null;
            }
            return number(schema, new BigDecimal(constant.toString()));
        } catch (ArithmeticException | DateTimeException unfit) {
            return null;
        }
    }

    private static @Nullable Object text(Schema schema, String text) {
        if (schema.type() == Schema.Type.STRING) {
            return text;
        }
        if (schema.name() == null) {
            return null;
        }
        return switch (schema.name()) {
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                Date.from(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            case Time.LOGICAL_NAME ->
                Date.from(LocalTime.parse(text).atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC));
            case Timestamp.LOGICAL_NAME -> Date.from(Instant.parse(text));
            default -> null;
        };
    }

    private static @Nullable Object number(Schema schema, BigDecimal number) {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return number.setScale(Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
        }
        if (Timestamp.LOGICAL_NAME.equals(schema.name())
                || Time.LOGICAL_NAME.equals(schema.name())
                || org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name())) {
            return null;
        }
        return switch (schema.type()) {
            case INT8 -> number.byteValueExact();
            case INT16 -> number.shortValueExact();
            case INT32 -> number.intValueExact();
            case INT64 -> number.longValueExact();
            case FLOAT32 -> number.floatValue();
            case FLOAT64 -> number.doubleValue();
            case BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT -> null;
        };
    }
}
