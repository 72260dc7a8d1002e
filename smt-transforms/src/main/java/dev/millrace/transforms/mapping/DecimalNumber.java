package dev.millrace.transforms.mapping;

import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** To a decimal with so many digits behind the point: more of them fail unless rounding is allowed. */
final class DecimalNumber implements Conversion {

    private final int scale;
    private final @Nullable NumberText format;
    private final RoundingMode rounding;

    DecimalNumber(int scale, @Nullable NumberText format, RoundingMode rounding) {
        this.scale = scale;
        this.format = format;
        this.rounding = rounding;
    }

    @Override
    public Object convert(Object value) {
        return Numbers.scaled(Numbers.decimal(value, format), scale, rounding);
    }
}
