package dev.millrace.transforms.rewrite;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Fails the records in which there is a value at its place. */
record Refusal(Schema after, RuleFailure failure) implements Node {

    @Override
    public @Nullable Object apply(Pass pass, @Nullable Object value) {
        if (value != null) {
            throw failure;
        }
        return null;
    }
}
