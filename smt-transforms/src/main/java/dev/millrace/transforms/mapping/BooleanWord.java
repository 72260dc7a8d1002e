package dev.millrace.transforms.mapping;

import dev.millrace.kit.ValueText;
import java.util.List;
import java.util.Set;

/** To boolean, by the words for true and for false; numbers count by their digits. Nothing else is guessed. */
final class BooleanWord implements Conversion {

    private final Set<String> trueValues;
    private final Set<String> falseValues;

    BooleanWord(List<String> trueValues, List<String> falseValues) {
        this.trueValues = Set.copyOf(trueValues);
        this.falseValues = Set.copyOf(falseValues);
    }

    @Override
    public Object convert(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (!(value instanceof String) && !(value instanceof Number)) {
            throw new Inconvertible(Inconvertible.WRONG_TYPE);
        }
        String word = ValueText.of(null, value);
        if (trueValues.contains(word)) {
            return true;
        }
        if (falseValues.contains(word)) {
            return false;
        }
        throw new Inconvertible("not-a-boolean");
    }
}
