package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** To int8, int16, int32 and int64: what does not fit fails, and so does a fraction unless rounding is allowed. */
final class WholeNumber implements Conversion {

    /** So many digits always fit into a long. */
    private static final int SAFE_DIGITS = 18;

    private final ValueKind kind;
    private final long least;
    private final long most;
    private final @Nullable NumberText format;
    private final RoundingMode rounding;

    WholeNumber(ValueKind kind, @Nullable NumberText format, RoundingMode rounding) {
        int bits = switch (kind) {
            case INT8 -> Byte.SIZE;
            case INT16 -> Short.SIZE;
            case INT32 -> Integer.SIZE;
            default -> Long.SIZE;
        };
        this.kind = kind;
        this.least = Long.MIN_VALUE >> (Long.SIZE - bits);
        this.most = Long.MAX_VALUE >> (Long.SIZE - bits);
        this.format = format;
        this.rounding = rounding;
    }

    @Override
    public Object convert(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return boxed(((Number) value).longValue());
        }
        if (value instanceof String text && format == null && isShort(text)) {
            return boxed(Long.parseLong(text));
        }
        BigDecimal number = Numbers.scaled(Numbers.decimal(value, format), 0, rounding);
        if (number.precision() > SAFE_DIGITS + 1) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
        try {
            return boxed(number.longValueExact());
        } catch (ArithmeticException tooMuch) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
    }

    /** Whether it is made of a few digits alone, as nearly every number is. */
    private static boolean isShort(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        if (text.length() == from || text.length() - from > SAFE_DIGITS) {
            return false;
        }
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private Object boxed(long number) {
        if (number < least || number > most) {
            throw new Inconvertible(Inconvertible.OVERFLOW);
        }
        return switch (kind) {
            case INT8 -> (byte) number;
            case INT16 -> (short) number;
            case INT32 -> (int) number;
            default -> number;
        };
    }
}
