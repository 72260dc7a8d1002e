package dev.millrace.kit.contract;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** {@code $ref} to a part of the contract that is still being compiled; complete once the whole is. */
final class Reference implements Rule {

    private Rule target = ANY;

    void to(Rule compiled) {
        target = compiled;
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        return target.holds(schema, value, report);
    }
}
