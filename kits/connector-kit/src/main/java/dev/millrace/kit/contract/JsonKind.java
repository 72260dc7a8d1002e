package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What a value of Connect is in JSON. */
enum JsonKind {
    NULL,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT,
    /** Nothing that JSON has a form for. */
    NONE;

    static JsonKind of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        } else if (value instanceof String) {
            return STRING;
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger) {
            return INTEGER;
        } else if (value instanceof Boolean) {
            return BOOLEAN;
        } else if (value instanceof Struct || value instanceof Map) {
            return OBJECT;
        } else if (value instanceof Double || value instanceof Float) {
            return ofDouble(((Number) value).doubleValue());
        } else if (value instanceof BigDecimal number) {
            return isInteger(number) ? INTEGER : NUMBER;
        } else if (value instanceof List) {
            return ARRAY;
        } else if (value instanceof Date || value instanceof byte[] || value instanceof ByteBuffer) {
            return STRING;
        }
        return NONE;
    }

    /** JSON has no number for what is not finite: it is written as text. */
    private static JsonKind ofDouble(double number) {
        return !Double.isFinite(number) ? STRING : number == Math.rint(number) ? INTEGER : NUMBER;
    }

    private static boolean isInteger(BigDecimal number) {
        return number.scale() <= 0
                || number.signum() == 0
                || (number.precision() > number.scale()
                        && number.stripTrailingZeros().scale() <= 0);
    }
}
