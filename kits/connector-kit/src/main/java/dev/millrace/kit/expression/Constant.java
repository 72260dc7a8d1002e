package dev.millrace.kit.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a value is compared with. */
sealed interface Constant {

    /** The result of comparing what can't be compared. */
    int NONE = Integer.MIN_VALUE;

    /** Whether the value is less (negative), equal (0) or greater (positive); {@link #NONE} when its type is another one. */
    int compare(@Nullable Object value);

    /** A constant from its literal; a text that is a time also stands for it. */
    static Constant of(Object literal) {
        if (literal instanceof String text) {
            return new Text(text, Text.millisOf(text));
        }
        if (literal instanceof Boolean flag) {
            return new Flag(flag);
        }
        return literal instanceof Long number ? new Whole(number) : new Decimal((BigDecimal) literal);
    }

    /**
     * Text, and the time that it says.
     *
     * @param millis since 1970, or of the day; compared with Connect's dates and times
     */
    record Text(String text, OptionalLong millis) implements Constant {

        @Override
        public int compare(@Nullable Object value) {
            if (value instanceof String other) {
                return Integer.signum(other.compareTo(text));
            }
            return value instanceof Date date && millis.isPresent()
                    ? Long.compare(date.toInstant().toEpochMilli(), millis.getAsLong())
                    : NONE;
        }

        /** Of an instant, a date (its begin in UTC), or a time of day, in ISO 8601. */
        static OptionalLong millisOf(String text) {
            if (text.length() < 5 || !Character.isDigit(text.charAt(0))) {
                return OptionalLong.empty();
            }
            try {
                return OptionalLong.of(
                        text.indexOf('T') > 0
                                ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                                : text.indexOf(':') > 0
                                        ? LocalTime.parse(text).toNanoOfDay() / 1_000_000
                                        : LocalDate.parse(text)
                                                .atStartOfDay(ZoneOffset.UTC)
                                                .toInstant()
                                                .toEpochMilli());
            } catch (DateTimeException | ArithmeticException none) {
                return OptionalLong.empty();
            }
        }
    }

    /** True or false. */
    record Flag(boolean flag) implements Constant {

        @Override
        public int compare(@Nullable Object value) {
            return value instanceof Boolean other ? Boolean.compare(other, flag) : NONE;
        }
    }

    /** A whole number; of a time, the milliseconds since 1970. */
    record Whole(long number) implements Constant {

        /** Above it a double leaves out whole numbers. */
        private static final long EXACT = 1L << 53;

        @Override
        public int compare(@Nullable Object value) {
            if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return Long.compare(((Number) value).longValue(), number);
            }
            if (value instanceof Double || value instanceof Float) {
                double other = ((Number) value).doubleValue();
                return Math.abs(number) <= EXACT && !Double.isNaN(other)
                        ? Double.compare(other + 0.0, (double) number)
                        : Decimal.compare(value, BigDecimal.valueOf(number));
            }
            if (value instanceof Date date) {
                return Long.compare(date.toInstant().toEpochMilli(), number);
            }
            return Decimal.compare(value, BigDecimal.valueOf(number));
        }
    }

    /** A number with a fraction, or a very large one. */
    record Decimal(BigDecimal number) implements Constant {

        @Override
        public int compare(@Nullable Object value) {
            return compare(value, number);
        }

        private static int compare(@Nullable Object value, BigDecimal number) {
            if (value instanceof BigDecimal other) {
                return other.compareTo(number);
            }
            if (value instanceof Double || value instanceof Float) {
                // As it is written: 0.1 is 0.1, in four bytes and in eight.
                double other = Double.parseDouble(value.toString());
                if (Double.isFinite(other)) {
                    return new BigDecimal(value.toString()).compareTo(number);
                }
                return Double.isNaN(other) ? NONE : Double.compare(other, 0);
            }
            if (value instanceof BigInteger other) {
                return new BigDecimal(other).compareTo(number);
            }
            return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte
                    ? BigDecimal.valueOf(((Number) value).longValue()).compareTo(number)
                    : NONE;
        }
    }
}
