package dev.millrace.kit.contract;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A rule of numbers, such as {@code minimum}. */
final class NumberRule implements Rule {

    /** What a number is to its bound. */
    enum Test {
        AT_LEAST,
        ABOVE,
        AT_MOST,
        BELOW,
        MULTIPLE
    }

    private final String keyword;
    private final Test test;
    private final Bound bound;

    NumberRule(String keyword, Test test, Bound bound) {
        this.keyword = keyword;
        this.test = test;
        this.bound = bound;
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        if (!(value instanceof Number number) || isNotFinite(number)) {
            return true;
        }
        boolean holds = switch (test) {
            case AT_LEAST -> bound.compare(number) >= 0;
            case ABOVE -> bound.compare(number) > 0;
            case AT_MOST -> bound.compare(number) <= 0;
            case BELOW -> bound.compare(number) < 0;
            case MULTIPLE -> bound.divides(number);
        };
        return holds || Rule.violated(report, keyword);
    }

    private static boolean isNotFinite(Number number) {
        return (number instanceof Double || number instanceof Float) && !Double.isFinite(number.doubleValue());
    }
}
