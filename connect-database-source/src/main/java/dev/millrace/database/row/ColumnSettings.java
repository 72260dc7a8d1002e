package dev.millrace.database.row;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.naming.Naming;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What the fields of columns are called, and which must have a value.
 *
 * @param required which fields are not optional, beside those of the key
 */
public record ColumnSettings(Naming names, Required required) {

    public static final String NAMES = "schema.names";
    public static final String REQUIRED = "columns.required";

    /** Which columns become fields that must have a value. */
    public enum Required {
        /** Those that the database never lets be null. */
        NOT_NULL,
        /** Those of the key only. */
        KEY
    }

    /** Every option at its default. */
    static final ColumnSettings STANDARD = new ColumnSettings(Naming.AS_WRITTEN, Required.NOT_NULL);

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Columns")
                .choice(
                        NAMES,
                        STANDARD.names,
                        "What the fields of columns are called: as the columns are; with an underscore for each sign that"
                                + " Avro has no place for, and one in front of a digit (underscores); or with _u and the"
                                + " sign's number in Unicode instead (unicode). Set underscores for Avro, and unicode"
                                + " where names are not in Latin letters; options name columns as the database does.")
                .choice(
                        REQUIRED,
                        STANDARD.required,
                        "Which fields must have a value: those of columns that are NOT NULL (not-null), or of key columns"
                                + " only (key), all others being optional. Set key where a registry wants each schema to"
                                + " read what the ones before wrote, for a NOT NULL column that is added later is in none"
                                + " of the older records.");
    }

    static ColumnSettings from(AbstractConfig config) {
        return new ColumnSettings(
                OptionGroup.choiceOf(Naming.class, config.getString(NAMES)),
                OptionGroup.choiceOf(Required.class, config.getString(REQUIRED)));
    }
}
