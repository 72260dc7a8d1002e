package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** {@code enum} and {@code const}: a value must be one of those told, numbers by what they are worth. */
final class ChoiceRule implements Rule {

    private final String keyword;
    private final ContractOptions.Nulls nulls;
    private final Set<@Nullable Object> choices;
    private final List<Bound> numbers;

    /** Of values as {@link ContractText} gives them. */
    ChoiceRule(String keyword, Collection<? extends @Nullable Object> choices, ContractOptions.Nulls nulls) {
        this.keyword = keyword;
        this.nulls = nulls;
        this.choices = new HashSet<>(choices);
        this.numbers = choices.stream()
                .filter(BigDecimal.class::isInstance)
                .map(number -> new Bound((BigDecimal) number))
                .toList();
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        return isChoice(schema, value) || Rule.violated(report, keyword);
    }

    boolean isChoice(@Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return choices.contains(null);
        }
        return switch (JsonKind.of(value)) {
            case NULL, BOOLEAN -> choices.contains(value);
            case STRING -> choices.contains(JsonForm.text(schema, value));
            case INTEGER, NUMBER -> isNumber((Number) value);
            case ARRAY, OBJECT -> choices.contains(JsonForm.tree(schema, value, nulls));
            case NONE -> false;
        };
    }

    private boolean isNumber(Number value) {
        for (Bound number : numbers) {
            if (number.compare(value) == 0) {
                return true;
            }
        }
        return false;
    }
}
