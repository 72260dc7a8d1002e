package dev.millrace.transforms.shape;

import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.ValueText;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** How an array is written as text. */
@FunctionalInterface
interface ArrayText {

    /**
     * The text of an array.
     *
     * @throws RuleFailure where it has none; with the code {@code no-text}
     */
    String of(@Nullable Schema schema, List<?> array, String rule, String path);

    /** As JSON. */
    static String json(@Nullable Schema schema, List<?> array, String rule, String path) {
        try {
            return ConnectJson.textWithoutDefaults(schema, array);
        } catch (DataException noText) {
            throw new RuleFailure(rule, path, "no-text");
        }
    }

    /** Its elements one behind the other, nulls as nothing; none of them may have parts. */
    static ArrayText joined(String between) {
        return (schema, array, rule, path) -> {
            Schema inner = schema == null ? null : schema.valueSchema();
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < array.size(); at++) {
                Object element = array.get(at);
                if (element instanceof Struct || element instanceof Map || element instanceof List) {
                    throw new RuleFailure(rule, path, "no-text");
                }
                text.append(at == 0 ? "" : between);
                text.append(element == null ? "" : ValueText.of(inner, element));
            }
            return text.toString();
        };
    }
}
