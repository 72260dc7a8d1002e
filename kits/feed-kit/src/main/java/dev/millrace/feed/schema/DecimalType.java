package dev.millrace.feed.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Connect's logical type Decimal: never rounded; a value with more digits than declared does not fit. */
record DecimalType(int precision, int scale, NumberText numbers) implements FieldType {

    /** The parameter by which Avro and JDBC converters know how many digits there may be. */
    private static final String PRECISION = "connect.decimal.precision";

    @Override
    public SchemaBuilder builder() {
        return Decimal.builder(scale).parameter(PRECISION, String.valueOf(precision));
    }

    @Override
    public Object ofText(String text) throws Unfit {
        return fitted(new BigDecimal(numbers.plain(text, true).orElseThrow(this::unfit)));
    }

    @Override
    public Object ofNumber(Number number) throws Unfit {
        return fitted(
                number instanceof Double fraction
                        ? BigDecimal.valueOf(fraction)
                        : BigDecimal.valueOf(number.longValue()));
    }

    private BigDecimal fitted(BigDecimal value) throws Unfit {
        try {
            BigDecimal fitted = value.setScale(scale, RoundingMode.UNNECESSARY);
            if (fitted.precision() > precision) {
                throw unfit();
            }
            return fitted;
        } catch (ArithmeticException e) {
            throw unfit();
        }
    }

    @Override
    public String label() {
        return "decimal(" + precision + "," + scale + ")";
    }
}
