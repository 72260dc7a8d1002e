package dev.millrace.kit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The text of a binary number as ECMAScript has it (ECMA-262, Number::toString, with its note 2): the fewest digits that read
 * as the same number, of several the nearest. The library's own text has a digit too many at times before Java 19
 * (JDK-4511638).
 */
final class EcmaNumber {

    /** Integers below it are exact and short. */
    private static final double PLAIN = 1e15;

    /** Of so many parts of one, four digits behind the point. */
    private static final int PARTS = 10_000;

    private static final double MOST_IN_PARTS = PLAIN / PARTS;

    private static final float SURE_WHOLE_FLOAT = 1e6f;

    /** No two decimals of so few digits read as one double, so that a text this short is the shortest. */
    private static final int SURE_OF_DOUBLE = 15;

    private static final int MOST_OF_DOUBLE = 17;
    private static final int SURE_OF_FLOAT = 6;
    private static final int MOST_OF_FLOAT = 9;
    private static final int MOST_PLAIN = 21;
    private static final int LEAST_PLAIN = -6;

    private EcmaNumber() {}

    static String text(double number) {
        if (Math.abs(number) < PLAIN && number == (long) number) {
            return Long.toString((long) number);
        }
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        if (Math.abs(number) < MOST_IN_PARTS) {
            long parts = Math.round(number * PARTS);
            // Both are exact, so the quotient is the double that the decimal reads as; it has digits few enough to be
            // the shortest.
            if ((double) parts / PARTS == number) {
                return inParts(parts);
            }
        }
        String library = Double.toString(number);
        if (library.length() <= SURE_OF_DOUBLE && library.indexOf('E') < 0 && !library.endsWith("0")) {
            return library;
        }
        BigDecimal close = new BigDecimal(library).stripTrailingZeros();
        boolean sure = Math.abs(number) >= Double.MIN_NORMAL && close.precision() <= SURE_OF_DOUBLE;
        return text(
                sure
                        ? close
                        : shortest(new BigDecimal(number), MOST_OF_DOUBLE, decimal -> decimal.doubleValue() == number));
    }

    /** A decimal with one to four digits behind its point. */
    private static String inParts(long parts) {
        long size = Math.abs(parts);
        StringBuilder text = new StringBuilder(20);
        if (parts < 0) {
            text.append('-');
        }
        text.append(size / PARTS).append('.');
        long rest = size % PARTS;
        for (int one = PARTS / 10; rest > 0; one /= 10) {
            text.append((char) ('0' + rest / one));
            rest %= one;
        }
        return text.toString();
    }

    static String text(float number) {
        if (Math.abs(number) < SURE_WHOLE_FLOAT && number == (long) number) {
            return Long.toString((long) number);
        }
        return Float.isFinite(number) ? text(shortFloat(number)) : Float.toString(number);
    }

    private static BigDecimal shortFloat(float number) {
        BigDecimal close = new BigDecimal(Float.toString(number)).stripTrailingZeros();
        boolean sure = Math.abs(number) >= Float.MIN_NORMAL && close.precision() <= SURE_OF_FLOAT;
        return sure
                ? close
                : shortest(new BigDecimal(number), MOST_OF_FLOAT, decimal -> decimal.floatValue() == number);
    }

    /** The decimal of fewest digits that reads as the number; of one length the nearest. */
    private static BigDecimal shortest(BigDecimal exact, int most, Predicate<BigDecimal> reads) {
        for (int digits = 1; digits < most; digits++) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (reads.test(nearest)) {
                return nearest.stripTrailingZeros();
            }
            // At a power of two the numbers above lie twice as far apart as those below.
            BigDecimal outer = exact.round(new MathContext(digits, RoundingMode.UP));
            if (reads.test(outer)) {
                return outer.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(most, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String text(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        int count = digits.length();
        int point = count - number.scale();
        StringBuilder text = new StringBuilder(26);
        if (number.signum() < 0) {
            text.append('-');
        }
        if (point > MOST_PLAIN || point <= LEAST_PLAIN) {
            text.append(digits.charAt(0));
            if (count > 1) {
                text.append('.').append(digits, 1, count);
            }
            int exponent = point - 1;
            return text.append('e')
                    .append(exponent < 0 ? '-' : '+')
                    .append(Math.abs(exponent))
                    .toString();
        }
        if (point >= count) {
            return text.append(digits).append("0".repeat(point - count)).toString();
        }
        if (point > 0) {
            return text.append(digits, 0, point)
                    .append('.')
                    .append(digits, point, count)
                    .toString();
        }
        return text.append("0.").append("0".repeat(-point)).append(digits).toString();
    }
}
