package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * To float32 and float64: a number passes when its shortest decimal form says the same as what it was made of, so that 0.1 passes
 * and the ninth digit of a float32 does not, unless rounding is allowed; then the nearest is taken.
 */
final class FloatingNumber implements Conversion {

    private static final int FEW_DIGITS_OF_32 = 6;
    private static final int FEW_DIGITS_OF_64 = 15;

    private final boolean single;
    private final @Nullable NumberText format;
    private final boolean rounds;

    FloatingNumber(ValueKind kind, @Nullable NumberText format, RoundingMode rounding) {
        this.single = kind == ValueKind.FLOAT32;
        this.format = format;
        this.rounds = rounding != RoundingMode.UNNECESSARY;
    }

    @Override
    public Object convert(Object value) {
        if (value instanceof Float || (value instanceof Double && !single)) {
            return single ? value : widened((Number) value);
        }
        if (value instanceof Double number && Double.isFinite(number) && isShort(number)) {
            return number.floatValue();
        }
        BigDecimal exact = Numbers.decimal(value, format);
        double nearest = single ? exact.floatValue() : exact.doubleValue();
        if (Double.isInfinite(nearest)) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
        if (!rounds && !isSame(nearest, exact)) {
            throw new Inconvertible(Inconvertible.INEXACT);
        }
        return single ? (Object) (float) nearest : (Object) nearest;
    }

    /** 0.1f is 0.1 and not 0.10000000149. */
    private static Object widened(Number number) {
        return number instanceof Float single && Float.isFinite(single)
                ? Double.valueOf(single.toString())
                : (Object) number.doubleValue();
    }

    /** Whether the nearest float32 is the same, or says the same: 0.1f does of 0.1. */
    private static boolean isShort(double number) {
        float nearest = (float) number;
        return nearest == number || Double.parseDouble(Float.toString(nearest)) == number;
    }

    /** Whether a number says the same as the nearest one; that of few digits does, unless it is all but zero (IEEE 754). */
    private boolean isSame(double nearest, BigDecimal exact) {
        boolean normal = Math.abs(nearest) >= (single ? Float.MIN_NORMAL : Double.MIN_NORMAL);
        if (normal && exact.precision() <= (single ? FEW_DIGITS_OF_32 : FEW_DIGITS_OF_64)) {
            return true;
        }
        String shortest = single ? Float.toString((float) nearest) : Double.toString(nearest);
        return new BigDecimal(shortest).compareTo(exact) == 0;
    }
}
