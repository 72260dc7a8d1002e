package dev.millrace.transforms.mapping;

import dev.millrace.transforms.rewrite.StructCopy;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Gives structs another schema of the same fields: one that is optional, or described; a struct carries its schema with it. */
final class Recast implements Conversion {

    private final @Nullable Conversion before;
    private final StructCopy from;
    private final StructCopy to;

    /**
     * A recast.
     *
     * @param before what is done to the value first; null for nothing
     */
    Recast(@Nullable Conversion before, Schema from, Schema to) {
        this.before = before;
        this.from = new StructCopy(from);
        this.to = new StructCopy(to);
    }

    @Override
    public @Nullable Object convert(Object given) {
        Object value = before == null ? given : before.convert(given);
        if (!(value instanceof Struct struct)) {
            return value;
        }
        Struct recast = new Struct(to.schema());
        for (int field = 0; field < to.fields(); field++) {
            to.put(recast, field, from.get(struct, field));
        }
        return recast;
    }
}
