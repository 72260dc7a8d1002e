package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Date;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a number down to a multiple of a step: 37 becomes 30 by 10. It keeps its type; a text of digits stays a text.
 *
 * @param step above 0
 * @param most what is above becomes it, such as 90 for ages that point to few people
 */
record StepGeneralisation(BigDecimal step, Optional<BigDecimal> most) implements Change {

    /** Beyond it the digits of a number such as 1E+999999999 fit no memory. */
    private static final int LONGEST = 1_000;

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (before.type() == Schema.Type.STRING) {
            return Schemas.text(before);
        }
        if (Decimal.LOGICAL_NAME.equals(before.name()) || (isNumber(before.type()) && before.name() == null)) {
            return before;
        }
        throw new RuleFailure(rule, path, "not-a-number");
    }

    private static boolean isNumber(Schema.Type type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> true;
            case BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT -> false;
        };
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        if (value instanceof Date || !(value instanceof String || value instanceof Number)) {
            throw spot.failure("not-a-number");
        }
        try {
            BigDecimal number = value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
            if (Math.abs((long) number.scale()) > LONGEST || number.precision() > LONGEST) {
                throw spot.failure("out-of-range");
            }
            return as(value, cut(number));
        } catch (NumberFormatException unreadable) {
            throw spot.failure("not-a-number");
        } catch (ArithmeticException tooLarge) {
            throw spot.failure("out-of-range");
        }
    }

    private BigDecimal cut(BigDecimal number) {
        BigDecimal cut = number.divide(step, 0, RoundingMode.FLOOR).multiply(step);
        return most.isPresent() && number.compareTo(most.get()) > 0 ? most.get() : cut;
    }

    private static Object as(Object like, BigDecimal cut) {
        if (like instanceof String) {
            return cut.stripTrailingZeros().toPlainString();
        }
        if (like instanceof Long) {
            return cut.longValueExact();
        }
        if (like instanceof Integer) {
            return cut.intValueExact();
        }
        if (like instanceof Short) {
            return cut.shortValueExact();
        }
        if (like instanceof Byte) {
            return cut.byteValueExact();
        }
        if (like instanceof Float) {
            return cut.floatValue();
        }
        if (like instanceof Double) {
            return cut.doubleValue();
        }
        return like instanceof BigDecimal decimal ? cut.setScale(decimal.scale()) : cut.toBigIntegerExact();
    }
}
