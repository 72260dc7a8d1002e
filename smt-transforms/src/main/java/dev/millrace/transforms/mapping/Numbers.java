package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads numbers out of values of any type, without losing a digit. */
final class Numbers {

    /** Longer texts are no numbers, and no number is written out with more digits: they would only cost time. */
    static final int DIGITS = 1_000;

    private Numbers() {}

    /** The number that a value is, or that its text is written as. */
    static BigDecimal decimal(Object value, @Nullable NumberText format) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
            }
            return new BigDecimal(value.toString());
        }
        if (value instanceof String text) {
            return bounded(format == null ? plain(text) : format.parse(text));
        }
        throw new Inconvertible(Inconvertible.WRONG_TYPE);
    }

    /** Digits as programs write them: no grouping, no blanks, a point, perhaps an exponent; of ASCII alone. */
    private static BigDecimal plain(String text) {
        if (text.length() > DIGITS) {
            throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 'z') {
                throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
            }
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw new Inconvertible(Inconvertible.NOT_A_NUMBER);
        }
    }

    private static BigDecimal bounded(BigDecimal number) {
        long before = (long) number.precision() - number.scale();
        if (before > DIGITS || number.scale() > DIGITS) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
        return number;
    }

    /** The number with so many digits behind the point. */
    static BigDecimal scaled(BigDecimal number, int scale, RoundingMode rounding) {
        if (number.scale() == scale) {
            return number;
        }
        if ((long) number.precision() - number.scale() > DIGITS) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
        try {
            return number.setScale(scale, rounding);
        } catch (ArithmeticException notExact) {
            throw new Inconvertible(Inconvertible.INEXACT);
        }
    }
}
