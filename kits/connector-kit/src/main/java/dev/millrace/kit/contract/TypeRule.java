package dev.millrace.kit.contract;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** {@code type}: what a value must be in JSON. */
@SuppressWarnings("EnumOrdinal") // Bits for a check of every value.
final class TypeRule implements Rule {

    private final int kinds;
    private final String keyword;

    TypeRule(Set<JsonKind> kinds, String keyword) {
        int bits = 0;
        for (JsonKind kind : kinds) {
            bits |= 1 << kind.ordinal();
        }
        // Whole numbers are numbers.
        this.kinds = kinds.contains(JsonKind.NUMBER) ? bits | 1 << JsonKind.INTEGER.ordinal() : bits;
        this.keyword = keyword;
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        return (kinds & 1 << JsonKind.of(value).ordinal()) != 0 || Rule.violated(report, keyword);
    }
}
