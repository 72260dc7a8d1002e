package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A number of a contract that numbers of records are compared with, as the decimals that both are written as; without
 * allocation for whole numbers and doubles. Immutable.
 */
final class Bound {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Beyond this many digits a remainder is not worth its time. */
    private static final int LONGEST = 5_000;

    private final BigDecimal number;
    private final int beyondLong;
    private final long floor;
    private final boolean whole;
    private final double asDouble;
    private final int ofDouble;
    private final float asFloat;
    private final int ofFloat;

    Bound(BigDecimal number) {
        this.number = number;
        this.beyondLong = number.compareTo(MOST) > 0 ? -1 : number.compareTo(LEAST) < 0 ? 1 : 0;
        this.floor = beyondLong == 0 ? number.setScale(0, RoundingMode.FLOOR).longValue() : 0;
        this.whole = beyondLong == 0 && BigDecimal.valueOf(floor).compareTo(number) == 0;
        this.asDouble = number.doubleValue();
        this.ofDouble = Double.isFinite(asDouble) ? new BigDecimal(Double.toString(asDouble)).compareTo(number) : 0;
        this.asFloat = number.floatValue();
        this.ofFloat = Float.isFinite(asFloat) ? new BigDecimal(Float.toString(asFloat)).compareTo(number) : 0;
    }

    /** How a finite number compares with it: below 0 for a smaller one, 0 for the same, above 0 for a larger one. */
    int compare(Number value) {
        if (value instanceof Double one) {
            int rough = Double.compare(one + 0.0, asDouble + 0.0);
            return rough == 0 ? ofDouble : rough;
        } else if (value instanceof Float one) {
            int rough = Float.compare(one + 0.0f, asFloat + 0.0f);
            return rough == 0 ? ofFloat : rough;
        } else if (value instanceof BigDecimal || value instanceof BigInteger) {
            return JsonForm.decimal(value).compareTo(number);
        }
        long one = value.longValue();
        if (beyondLong != 0) {
            return beyondLong;
        }
        return one > floor ? 1 : one < floor || !whole ? -1 : 0;
    }

    /** Whether a finite number is a multiple of it. */
    boolean divides(Number value) {
        boolean isLong = !(value instanceof Double)
                && !(value instanceof Float)
                && !(value instanceof BigDecimal)
                && !(value instanceof BigInteger);
        if (isLong && whole) {
            return value.longValue() % floor == 0;
        }
        BigDecimal dividend = JsonForm.decimal(value);
        long digits = Math.abs((long) dividend.precision() - dividend.scale())
                + Math.abs((long) number.precision() - number.scale());
        return dividend.signum() == 0
                || (digits <= LONGEST && dividend.remainder(number).signum() == 0);
    }
}
