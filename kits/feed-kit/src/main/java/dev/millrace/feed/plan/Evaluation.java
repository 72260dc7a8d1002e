package dev.millrace.feed.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A formula with the places of its fields. Immutable. */
final class Evaluation {

    private final Formula formula;
    private final int[] slots;

    private Evaluation(Formula formula, int[] slots) {
        this.formula = formula;
        this.slots = slots;
    }

    /**
     * Finds the fields of a formula.
     *
     * @throws IllegalArgumentException when one is not there; its message says which
     */
    static Evaluation compile(Formula formula, Names names) {
        List<String> fields = formula.fields();
        int[] slots = new int[fields.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = names.slot(fields.get(i));
            if (slots[i] < 0) {
                throw new IllegalArgumentException(
                        "there is no field " + fields.get(i) + " before it, as `" + formula.text() + "` wants");
            }
        }
        return new Evaluation(formula, slots);
    }

    /**
     * Its number.
     *
     * @throws CorruptField when it has none
     */
    long number(Cursor cursor) throws CorruptField {
        try {
            return formula.evaluate(inputs(cursor));
        } catch (ArithmeticException e) {
            throw CorruptField.of("formula", "`" + formula.text() + "` has no result for it");
        }
    }

    /**
     * Whether it holds.
     *
     * @throws CorruptField when nobody can say
     */
    boolean holds(Cursor cursor) throws CorruptField {
        return number(cursor) != 0;
    }

    private Formula.Inputs inputs(Cursor cursor) {
        return new Formula.Inputs() {
            @Override
            public @Nullable Object field(int index) {
                return cursor.slots[slots[index]];
            }

            @Override
            public long remaining() {
                return Math.max(cursor.end - cursor.at, 0);
            }
        };
    }
}
