package dev.millrace.transforms.protection;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.kit.ValueText;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The text of every value: numbers in plain digits, times in ISO 8601, bytes as base64; structs, maps and lists as canonical JSON.
 */
final class AnyText implements TextForm {

    private final CanonicalJson canonical = new CanonicalJson();

    @Override
    public boolean fits(Schema schema) {
        return true;
    }

    @Override
    public @Nullable String of(@Nullable Schema schema, Object value) {
        if (value instanceof String text) {
            return text;
        }
        try {
            boolean nested = value instanceof Struct || value instanceof Map<?, ?> || value instanceof List<?>;
            return nested ? canonical.text(schema, value) : ValueText.of(schema, value);
        } catch (DataException formless) {
            return null;
        }
    }
}
