package dev.millrace.database.row;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Exact numbers.
 *
 * @param scale the digits behind the point that the column has; {@link #VARIABLE} when each value has its own
 * @param optional whether the schema is
 */
record DecimalType(DecimalForm form, int scale, Source source, boolean optional) implements ColumnType {

    static final int VARIABLE = Integer.MIN_VALUE;

    private static final Schema REQUIRED = variableScale().build();
    private static final Schema OPTIONAL = variableScale().optional().build();

    /** Where the digits come from. */
    enum Source {
        NUMBER,
        /** PostgreSQL's, of which there is only a text. */
        MONEY
    }

    /** What the locales C and en_US write: others mean other things by a comma. */
    private static final Pattern MONEY = Pattern.compile("-?\\$\\d{1,3}(,?\\d{3})*\\.\\d\\d");

    @Override
    public SchemaBuilder schema() {
        return switch (form) {
            case PRECISE -> scale == VARIABLE ? variableScale() : Decimal.builder(scale);
            case TEXT -> SchemaBuilder.string();
            case DOUBLE -> SchemaBuilder.float64();
        };
    }

    /** As {@code io.debezium.data.VariableScaleDecimal} has it. */
    private static SchemaBuilder variableScale() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .version(1)
                .doc("Variable scaled decimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA);
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        if (source == Source.NUMBER && form == DecimalForm.PRECISE) {
            BigDecimal number = decimal(result, index);
            return number == null ? null : precise(number);
        }
        String text = result.getString(index);
        return text == null ? null : parse(text);
    }

    private static @Nullable BigDecimal decimal(ResultSet result, int index) throws SQLException {
        try {
            return result.getBigDecimal(index);
        } catch (SQLException failure) {
            if (!RowFaults.isOfValue(failure)) {
                throw failure;
            }
            throw noNumber();
        }
    }

    @Override
    public Object parse(String text) {
        String digits = source == Source.MONEY ? digits(text) : text;
        return switch (form) {
            case PRECISE -> precise(number(digits));
            case TEXT -> isNumber(digits) ? number(digits).toPlainString() : digits;
            case DOUBLE -> Double.valueOf(digits);
        };
    }

    private Object precise(BigDecimal number) {
        if (scale == VARIABLE) {
            return new Struct(optional ? OPTIONAL : REQUIRED)
                    .put("scale", number.scale())
                    .put("value", number.unscaledValue().toByteArray());
        }
        if (number.scale() == scale) {
            return number;
        }
        try {
            return number.setScale(scale);
        } catch (ArithmeticException lost) {
            throw new UnreadableValue("it has more digits than the column's scale of " + scale);
        }
    }

    private static BigDecimal number(String digits) {
        if (!isNumber(digits)) {
            throw noNumber();
        }
        return new BigDecimal(digits);
    }

    private static UnreadableValue noNumber() {
        return new UnreadableValue(
                "NaN and Infinity have no place in a decimal: set " + RowSettings.DECIMALS + "=text");
    }

    private static boolean isNumber(String digits) {
        char last = digits.charAt(digits.length() - 1);
        return (last >= '0' && last <= '9') || last == '.';
    }

    private static String digits(String text) {
        if (!MONEY.matcher(text).matches()) {
            throw new UnreadableValue("the session writes money in another locale: set lc_monetary to C");
        }
        return text.replace("$", "").replace(",", "");
    }
}
