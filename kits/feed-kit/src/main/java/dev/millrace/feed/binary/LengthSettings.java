package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How a record says its own length.
 *
 * @param formula a field, or a calculation over fields; empty for none
 * @param lengths the length for each value of the field; empty when the field is the length
 */
record LengthSettings(String formula, Map<String, String> lengths, int adjustment) {

    static final String FIELD = ".framing.length.field";
    static final String MAP = ".framing.length.map";
    private static final String ADJUSTMENT = ".framing.length.adjustment.bytes";

    static void define(Options options, String format) {
        options.text(
                        format + FIELD,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Length field",
                        "The field that holds a record's length with framing length, or a formula over fields, such as"
                                + " BODY-LEN + 12. Set it together with that framing.")
                .text(
                        format + MAP,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Lengths by value",
                        "The length of a record for each value of the length field, such as A=100, B=250. Set it when the field"
                                + " holds a type and no length.")
                .number(
                        format + ADJUSTMENT,
                        0,
                        -(1 << 20),
                        1 << 20,
                        "Added to the length",
                        "What is added to the length, in bytes. Set it when the field does not count all of the record.");
    }

    static LengthSettings from(AbstractConfig config, String format) throws BadOption {
        Map<String, String> lengths = Clauses.pairs(format + MAP, config.getString(format + MAP));
        for (var pair : lengths.entrySet()) {
            if (!pair.getValue().matches("[1-9]\\d{0,8}")) {
                throw new BadOption(format + MAP, "the length for " + pair.getKey() + " must be a number of bytes");
            }
        }
        return new LengthSettings(config.getString(format + FIELD), lengths, config.getInt(format + ADJUSTMENT));
    }
}
