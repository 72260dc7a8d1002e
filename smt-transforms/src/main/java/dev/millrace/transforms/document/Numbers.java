package dev.millrace.transforms.document;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What becomes of JSON numbers that are no 64-bit integers, where no schema says it. */
enum Numbers {
    /** A double where the double writes the same number, else the digits as text: nothing is lost, and every converter can. */
    EXACT,
    /** A BigDecimal. */
    DECIMAL,
    /** The nearest double. */
    DOUBLE,
    /** The digits as text. */
    TEXT;

    /** A scale beyond this is kept as an exponent: the digits of 1E+999999999 fit no memory. */
    private static final int LONGEST_PLAIN = 1_000;

    /** Up to so many digits, a decimal of moderate size survives the way through a double (IEEE 754, DBL_DIG). */
    private static final int SAFE_DIGITS = 15;

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** The value of a number as it was written. */
    Object of(String digits) {
        return switch (this) {
            case EXACT -> exact(digits);
            case DECIMAL -> decimal(digits);
            case DOUBLE -> finite(Double.parseDouble(digits));
            case TEXT -> digits;
        };
    }

    private static Object exact(String digits) {
        double nearest = Double.parseDouble(digits);
        boolean plain = digits.length() <= SAFE_DIGITS && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
        boolean same =
                plain || (Double.isFinite(nearest) && decimal(digits).compareTo(BigDecimal.valueOf(nearest)) == 0);
        return same ? (Object) nearest : digits;
    }

    static BigDecimal decimal(String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException beyond) {
            throw new DocumentFault("number-out-of-range");
        }
    }

    static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new DocumentFault("number-out-of-range");
        }
        return number;
    }

    /** A whole number of 64 bits, of any kind of number; 1.0 and 1e2 are whole (JSON Schema 2020-12, section 4.2.3). */
    static long whole(Number number) {
        if (number instanceof BigDecimal decimal) {
            // First the size: the arithmetic behind would write out every digit of 1E+999999999.
            if (decimal.signum() == 0) {
                return 0;
            }
            if (decimal.compareTo(LEAST) < 0 || decimal.compareTo(MOST) > 0) {
                throw new DocumentFault("number-out-of-range");
            }
            if (decimal.scale() > 0 && decimal.stripTrailingZeros().scale() > 0) {
                throw new DocumentFault("not-an-integer");
            }
            return decimal.longValueExact();
        }
        return number.longValue();
    }

    /** The number with exactly that many digits behind its point; none is ever cut off. */
    static BigDecimal scaled(Number number, int scale) {
        BigDecimal decimal = number instanceof BigDecimal given ? given : BigDecimal.valueOf(number.longValue());
        if (decimal.signum() == 0) {
            return new BigDecimal(BigInteger.ZERO, scale);
        }
        if ((long) decimal.precision() - decimal.scale() > LONGEST_PLAIN) {
            throw new DocumentFault("number-out-of-range");
        }
        if (decimal.scale() > scale && decimal.stripTrailingZeros().scale() > scale) {
            throw new DocumentFault("too-many-decimals");
        }
        return decimal.setScale(scale);
    }

    /** The digits; with an exponent where they would be very many. */
    static String text(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Math.abs((long) decimal.scale()) <= LONGEST_PLAIN ? decimal.toPlainString() : decimal.toString();
        }
        return number.toString();
    }
}
