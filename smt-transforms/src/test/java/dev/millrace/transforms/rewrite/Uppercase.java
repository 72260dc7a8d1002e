package dev.millrace.transforms.rewrite;

import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Writes texts in capitals; anything else is no text. */
final class Uppercase implements Change {

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (before.type() != Schema.Type.STRING) {
            throw new RuleFailure(rule, path, "not-a-text");
        }
        return before;
    }

    @Override
    public Object apply(Spot spot, @Nullable Schema before, Object value) {
        if (value instanceof String text) {
            return text.toUpperCase(Locale.ROOT);
        }
        throw spot.failure("not-a-text");
    }
}
