package dev.millrace.feed.binary;

import dev.millrace.feed.plan.Formula;
import dev.millrace.feed.plan.FormulaParser;
import dev.millrace.feed.plan.FormulaProblem;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A formula over fields at fixed places, answered from a record's bytes. Immutable, for any thread. */
final class Probed {

    private final Formula formula;
    private final List<FieldProbe> probes;

    private Probed(Formula formula, List<FieldProbe> probes) {
        this.formula = formula;
        this.probes = probes;
    }

    static Probed number(String key, String text, List<Item.Group> records, PlanOptions options) throws BadOption {
        try {
            return of(key, FormulaParser.number(text), records, options);
        } catch (FormulaProblem wrong) {
            throw new BadOption(key, String.valueOf(wrong.getMessage()));
        }
    }

    static Probed condition(String key, String text, List<Item.Group> records, PlanOptions options) throws BadOption {
        try {
            return of(key, FormulaParser.condition(text), records, options);
        } catch (FormulaProblem wrong) {
            throw new BadOption(key, String.valueOf(wrong.getMessage()));
        }
    }

    private static Probed of(String key, Formula formula, List<Item.Group> records, PlanOptions options)
            throws BadOption {
        List<FieldProbe> probes = new ArrayList<>();
        for (String field : formula.fields()) {
            probes.add(probe(key, field, records, options));
        }
        return new Probed(formula, List.copyOf(probes));
    }

    static FieldProbe probe(String key, String field, List<Item.Group> records, PlanOptions options) throws BadOption {
        return FieldProbe.find(records, field, options)
                .orElseThrow(() -> new BadOption(
                        key,
                        "no field " + field + " lies at the same place of every record; name one that stands before"
                                + " everything of varying length"));
    }

    /** The bytes of a record that it looks at. */
    int needs() {
        return probes.stream().mapToInt(FieldProbe::end).max().orElse(0);
    }

    /**
     * The number, or 1 for yes and 0 for no.
     *
     * @throws ArithmeticException when a field has no value for it
     */
    long evaluate(byte[] bytes, int from, int to) {
        return formula.evaluate(new Formula.Inputs() {
            @Override
            public @Nullable Object field(int index) {
                return probes.get(index).read(bytes, from, to);
            }

            @Override
            public long remaining() {
                return (long) to - from;
            }
        });
    }

    boolean holds(byte[] bytes, int from, int to) {
        try {
            return evaluate(bytes, from, to) != 0;
        } catch (ArithmeticException noValue) {
            return false;
        }
    }
}
