package dev.millrace.feed.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** What a number with a fixed scale becomes: an INT32 up to nine digits, an INT64 up to eighteen, else as the mode says. */
final class NumberForm {

    /** The digits of which every number fits in a long. */
    static final int LONG_DIGITS = 18;

    private static final int INT_DIGITS = 9;
    private static final String PRECISION = "connect.decimal.precision";
    private static final long EXACT_DOUBLE = 1L << 53;
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private enum Shape {
        INT32,
        INT64,
        DECIMAL,
        STRING,
        DOUBLE
    }

    private final Shape shape;
    private final int scale;
    private final long factor;
    private final Schema schema;

    private NumberForm(Shape shape, int digits, int scale) {
        this.shape = shape;
        this.scale = scale;
        this.factor = scale < 0 && shape.compareTo(Shape.DECIMAL) < 0 ? power(-scale) : 1;
        this.schema = switch (shape) {
            case INT32 -> Schema.OPTIONAL_INT32_SCHEMA;
            case INT64 -> Schema.OPTIONAL_INT64_SCHEMA;
            case STRING -> Schema.OPTIONAL_STRING_SCHEMA;
            case DOUBLE -> Schema.OPTIONAL_FLOAT64_SCHEMA;
            case DECIMAL ->
                Decimal.builder(Math.max(scale, 0))
                        .parameter(PRECISION, String.valueOf(Math.max(digits, scale)))
                        .optional()
                        .build();
        };
    }

    /**
     * The form of a picture.
     *
     * @param digits that are stored
     * @param scale negative for digits that are implied in front of the point
     */
    static NumberForm of(int digits, int scale, DecimalMode mode) {
        int whole = digits + Math.max(0, -scale);
        if (scale <= 0 && whole <= INT_DIGITS) {
            return new NumberForm(Shape.INT32, whole, scale);
        }
        if (scale <= 0 && whole <= LONG_DIGITS) {
            return new NumberForm(Shape.INT64, whole, scale);
        }
        return new NumberForm(
                switch (mode) {
                    case PRECISE -> Shape.DECIMAL;
                    case STRING -> Shape.STRING;
                    case DOUBLE -> Shape.DOUBLE;
                },
                whole,
                scale);
    }

    /** The form of whole numbers that may have all values of so many bits. */
    static NumberForm ofBits(int bits, boolean signed, DecimalMode mode) {
        int magnitude = signed ? bits - 1 : bits;
        if (magnitude < Integer.SIZE) {
            return new NumberForm(Shape.INT32, 0, 0);
        }
        if (magnitude < Long.SIZE) {
            return new NumberForm(Shape.INT64, 0, 0);
        }
        return of(BigInteger.ONE.shiftLeft(magnitude).toString().length(), 0, mode);
    }

    /** Ten to that power, which fits. */
    static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    Schema schema() {
        return schema;
    }

    /** The value of a number without its point. */
    Object of(long unscaled) {
        return switch (shape) {
            case INT32 -> (int) (unscaled * factor);
            case INT64 -> unscaled * factor;
            case DECIMAL ->
                scale >= 0 ? BigDecimal.valueOf(unscaled, scale) : whole(BigDecimal.valueOf(unscaled, scale));
            case STRING -> BigDecimal.valueOf(unscaled, scale).toPlainString();
            case DOUBLE ->
                Math.abs(unscaled) <= EXACT_DOUBLE && scale >= 0 && scale < TENS.length
                        // Both are exact, so that the quotient is the nearest.
                        ? unscaled / TENS[scale]
                        : BigDecimal.valueOf(unscaled, scale).doubleValue();
        };
    }

    /** The value of a number without its point. */
    Object of(BigInteger unscaled) {
        return switch (shape) {
            case INT32, INT64 -> of(unscaled.longValue());
            case DECIMAL -> scale >= 0 ? new BigDecimal(unscaled, scale) : whole(new BigDecimal(unscaled, scale));
            case STRING -> new BigDecimal(unscaled, scale).toPlainString();
            case DOUBLE -> new BigDecimal(unscaled, scale).doubleValue();
        };
    }

    private static BigDecimal whole(BigDecimal implied) {
        return implied.setScale(0);
    }
}
