package dev.millrace.database.reading;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import dev.millrace.kit.ValueText;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/** What records have for a key. Immutable. */
public sealed interface RecordKey {

    /** The option. */
    String KEY = "record.key";

    /** The word for {@link Primary}. */
    String PRIMARY_KEY = "primary-key";

    /** The word for {@link None}. */
    String NONE = "none";

    /**
     * The key of a row.
     *
     * @param primary a Struct of its key columns; {@link SchemaAndValue#NULL} where it has none
     */
    SchemaAndValue of(SchemaAndValue primary, Struct row);

    /** Whether {@link #of} looks at the key columns. */
    boolean wantsPrimary();

    /** The key that an option says. */
    static RecordKey parse(String text) {
        return switch (text.trim()) {
            case PRIMARY_KEY -> new Primary();
            case NONE -> new None();
            default -> new Text(Template.parse(text.trim()));
        };
    }

    static void validate(String text, Problems problems) {
        try {
            if (parse(text) instanceof Text key && key.template.placeholders().isEmpty()) {
                problems.report(
                        KEY, "gives all rows one key: write " + PRIMARY_KEY + ", " + NONE + ", or columns in braces");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(KEY, "is no template: " + wrong.getMessage());
        }
    }

    /** The key columns as a Struct. */
    record Primary() implements RecordKey {

        @Override
        public SchemaAndValue of(SchemaAndValue primary, Struct row) {
            return primary;
        }

        @Override
        public boolean wantsPrimary() {
            return true;
        }
    }

    /** None at all. */
    record None() implements RecordKey {

        @Override
        public SchemaAndValue of(SchemaAndValue primary, Struct row) {
            return SchemaAndValue.NULL;
        }

        @Override
        public boolean wantsPrimary() {
            return false;
        }
    }

    /** A text of columns; none for a row in which one of them is null or empty. */
    final class Text implements RecordKey {

        private static final String PLACE = "value.";

        private final Template template;
        private final List<String> columns;

        Text(Template template) {
            this.template = template;
            this.columns = template.placeholders().stream().map(Text::columnOf).toList();
        }

        @Override
        public SchemaAndValue of(SchemaAndValue primary, Struct row) {
            for (String column : columns) {
                if (text(column, row).isEmpty()) {
                    return SchemaAndValue.NULL;
                }
            }
            return new SchemaAndValue(Schema.STRING_SCHEMA, template.fill(place -> text(columnOf(place), row)));
        }

        @Override
        public boolean wantsPrimary() {
            return false;
        }

        private static String columnOf(String place) {
            if (!place.startsWith(PLACE) || place.length() == PLACE.length()) {
                throw new IllegalArgumentException(
                        "nothing fills {" + place + "}; a column is written as {" + PLACE + "customer_id}");
            }
            return place.substring(PLACE.length()).replace("`", "");
        }

        private static String text(String column, Struct row) {
            Field field = row.schema().field(column);
            if (field == null) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "record-key-unknown",
                        KEY + " names the column " + column + ", which rows of "
                                + row.schema().name() + " don't have");
            }
            Object value = row.get(field);
            return value == null ? "" : ValueText.of(field.schema(), value);
        }
    }
}
