package dev.millrace.transforms.rewrite;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What lies within a place is changed before the place as a whole. */
record InnerFirst(Node inner, Node whole) implements Node {

    @Override
    public Schema after() {
        return whole.after();
    }

    @Override
    public @Nullable Object apply(Pass pass, @Nullable Object value) {
        return whole.apply(pass, inner.apply(pass, value));
    }
}
