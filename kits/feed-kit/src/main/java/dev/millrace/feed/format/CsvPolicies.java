package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaMode;
import dev.millrace.kit.Problems;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What happens to a file whose columns, or a record whose fields, are not those that are expected. */
record CsvPolicies(
        boolean missingColumnsAreNull,
        boolean extraColumnsAreIgnored,
        boolean columnsMatchByName,
        boolean duplicatesAreNumbered,
        boolean missingFieldsAreNull,
        ExtraFields extraFields) {

    /** What the fields behind a record's last column are. */
    enum ExtraFields {
        FAIL,
        IGNORE,
        NUMBER
    }

    private static final String MISSING = "csv.columns.missing";
    private static final String EXTRA = "csv.columns.extra";
    private static final String ORDER = "csv.columns.order";
    private static final String DUPLICATE = "csv.columns.duplicate";
    private static final String FIELDS_MISSING = "csv.fields.missing";
    private static final String FIELDS_EXTRA = "csv.fields.extra";

    static void define(Options options) {
        options.text(
                        MISSING,
                        "fail",
                        Options.oneOf("fail", "null"),
                        Width.SHORT,
                        "Missing columns",
                        "What a header line does that lacks a column of csv.columns, or of the declared schema: refuse the"
                                + " file (fail), or leave the column without values (null). Set null when partners leave"
                                + " columns out.")
                .text(
                        EXTRA,
                        "fail",
                        Options.oneOf("fail", "ignore"),
                        Width.SHORT,
                        "Extra columns",
                        "What a header line does that has a column beside those expected: refuse the file (fail), or lose"
                                + " the column (ignore). Set ignore when partners add columns that nobody needs.")
                .text(
                        ORDER,
                        "fail",
                        Options.oneOf("fail", "match"),
                        Width.SHORT,
                        "Order of columns",
                        "What a header line does that has the expected columns in another order: refuse the file (fail), or"
                                + " have its fields found by name (match). Set match when partners re-order columns.")
                .text(
                        DUPLICATE,
                        "fail",
                        Options.oneOf("fail", "number"),
                        Width.SHORT,
                        "Duplicate columns",
                        "What a header line does that names two columns alike: refuse the file (fail), or have the later"
                                + " ones numbered, as in amount, amount2 (number). Set number when such files must be read.")
                .text(
                        FIELDS_MISSING,
                        "fail",
                        Options.oneOf("fail", "null"),
                        Width.SHORT,
                        "Missing fields",
                        "What a record with fewer fields than columns is: malformed (fail), or a record whose last fields"
                                + " have no value (null). Set null when writers drop empty fields at the end.")
                .text(
                        FIELDS_EXTRA,
                        "fail",
                        Options.oneOf("fail", "ignore", "number"),
                        Width.SHORT,
                        "Extra fields",
                        "What a record with more fields than columns is: malformed (fail), or a record that loses them"
                                + " (ignore) or has them as column4, column5 by their place (number, with"
                                + " schema.mode=none only). Set it when writers add separators at the end of a line.");
    }

    static CsvPolicies from(AbstractConfig config) {
        return new CsvPolicies(
                config.getString(MISSING).equals("null"),
                config.getString(EXTRA).equals("ignore"),
                config.getString(ORDER).equals("match"),
                config.getString(DUPLICATE).equals("number"),
                config.getString(FIELDS_MISSING).equals("null"),
                ExtraFields.valueOf(config.getString(FIELDS_EXTRA).toUpperCase(Locale.ROOT)));
    }

    /** Whether a record may have that many fields. */
    boolean allow(int fields, int columns) {
        return fields == columns || (fields < columns ? missingFieldsAreNull : extraFields != ExtraFields.FAIL);
    }

    void check(SchemaMode mode, Problems problems) {
        if (extraFields == ExtraFields.NUMBER && mode != SchemaMode.NONE) {
            problems.report(
                    FIELDS_EXTRA,
                    "is number, which only records without a schema can hold; set schema.mode=none, or ignore");
        }
    }
}
