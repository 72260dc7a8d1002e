package dev.millrace.feed.schema;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One field of a record.
 *
 * @param name as the record has it
 * @param source what the input calls it: a column, a key, a group
 * @param optional whether it may have no value
 * @param trim whether a string loses the blanks around it
 * @param nulls texts that stand for no value
 */
record FieldSpec(String name, String source, FieldType type, boolean optional, boolean trim, Set<String> nulls) {

    FieldSpec {
        nulls = Set.copyOf(nulls);
    }

    Schema schema() {
        SchemaBuilder builder = type.builder();
        return (optional ? builder.optional() : builder).build();
    }

    /** The field's value of anything that formats read. An empty text is a value of strings only. */
    @Nullable
    Object of(@Nullable Object value) throws Unfit {
        try {
            if (!(value instanceof String text)) {
                return value == null ? nothing() : type.of(value);
            }
            boolean isText = type instanceof TextType;
            String content = isText && !trim ? text : text.strip();
            boolean none = (content.isEmpty() && !isText) || (!nulls.isEmpty() && nulls.contains(content));
            return none ? nothing() : type.ofText(content);
        } catch (Unfit e) {
            throw e.in(name);
        }
    }

    private @Nullable Object nothing() throws Unfit {
        if (!optional) {
            throw new Unfit("there is no value, and the field is not optional");
        }
        return null;
    }
}
