package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.Spot;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Puts null in place of any value. */
final class NullChange implements Change {

    @Override
    public Schema schema(Schema before, String rule, String path) {
        return Schemas.optional(before);
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        return null;
    }
}
