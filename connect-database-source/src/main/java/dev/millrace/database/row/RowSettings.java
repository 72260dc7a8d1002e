package dev.millrace.database.row;

import dev.millrace.kit.OptionGroup;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How values of columns are written, where there is more than one good way.
 *
 * @param tinyBoolean whether MySQL's {@code tinyint(1)} is a boolean
 */
public record RowSettings(
        DecimalForm decimals,
        TimeForm times,
        BinaryForm binary,
        ArrayForm arrays,
        boolean tinyBoolean,
        ColumnSettings columns) {

    public static final String DECIMALS = "numbers.decimal";
    public static final String TIMES = "times";
    public static final String BINARY = "binary";
    public static final String ARRAYS = "arrays";
    public static final String TINY_BOOLEAN = "numbers.tinyint1.boolean";

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Types")
                .choice(
                        DECIMALS,
                        DecimalForm.PRECISE,
                        "How exact numbers with digits behind the point are written: precise as Connect's Decimal (a struct"
                                + " of scale and digits where the column has no scale), text as decimal text, double as the"
                                + " nearest double. Choose text for numbers that hold NaN or Infinity or for consumers"
                                + " without decimals; double only where lost digits don't matter.")
                .choice(
                        TIMES,
                        TimeForm.ADAPTIVE,
                        "How dates and times are written: adaptive with every digit, as Connect's types up to milliseconds"
                                + " and as Debezium's beyond, connect as Connect's types only (what has more digits is"
                                + " refused), iso as ISO 8601 text. Choose connect for sinks that know no other types, and"
                                + " iso for columns that hold infinity, zero dates or times beyond a day.")
                .choice(
                        BINARY,
                        BinaryForm.BYTES,
                        "How binary columns are written: as bytes or as base64 or hex text. Choose a text for converters"
                                + " or consumers that can't take bytes.")
                .choice(
                        ARRAYS,
                        ArrayForm.LIST,
                        "How PostgreSQL's array columns are written: list as an array of the element's type, json as JSON"
                                + " text. Choose json for arrays of more than one dimension.")
                .flag(
                        TINY_BOOLEAN,
                        false,
                        "Whether MySQL's tinyint(1) is a boolean. Switch it on when these columns hold only 0 and 1; any"
                                + " other value can't be read then.");
        ColumnSettings.define(definition);
    }

    public static RowSettings from(AbstractConfig config) {
        return new RowSettings(
                OptionGroup.choiceOf(DecimalForm.class, config.getString(DECIMALS)),
                OptionGroup.choiceOf(TimeForm.class, config.getString(TIMES)),
                OptionGroup.choiceOf(BinaryForm.class, config.getString(BINARY)),
                OptionGroup.choiceOf(ArrayForm.class, config.getString(ARRAYS)),
                config.getBoolean(TINY_BOOLEAN),
                ColumnSettings.from(config));
    }

    /** Every option at its default. */
    public static RowSettings standard() {
        ConfigDef definition = new ConfigDef();
        define(definition);
        return from(new AbstractConfig(definition, Map.of(), false));
    }
}
