package dev.millrace.transforms.protection;

import java.math.BigInteger;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Which values an action takes as a text, and what their text is. */
interface TextForm {

    Set<Schema.Type> WHOLE = Set.of(Schema.Type.INT8, Schema.Type.INT16, Schema.Type.INT32, Schema.Type.INT64);

    /** Texts, and whole numbers by their digits. */
    TextForm TEXT_OR_WHOLE = new TextForm() {
        @Override
        public boolean fits(Schema schema) {
            return schema.type() == Schema.Type.STRING || isWhole(schema);
        }

        @Override
        public @Nullable String of(@Nullable Schema schema, Object value) {
            if (value instanceof String text) {
                return text;
            }
            return isWhole(value) ? value.toString() : null;
        }
    };

    /** Whether values of a schema have a text here. */
    boolean fits(Schema schema);

    /** The text of a value; null where it has none. */
    @Nullable
    String of(@Nullable Schema schema, Object value);

    /** No day count and no other thing that has a name of its own. */
    static boolean isWhole(Schema schema) {
        return schema.name() == null && WHOLE.contains(schema.type());
    }

    static boolean isWhole(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }
}
