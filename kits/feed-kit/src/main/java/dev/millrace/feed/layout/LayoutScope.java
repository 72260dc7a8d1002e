package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Formula;
import dev.millrace.feed.plan.FormulaParser;
import dev.millrace.feed.plan.FormulaProblem;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields that were declared so far, and the formulas over them. One thread. */
final class LayoutScope {

    private final FaultList faults;
    private final Set<String> fields = new LinkedHashSet<>();
    private final Set<String> bitmaps = new HashSet<>();

    LayoutScope(FaultList faults) {
        this.faults = faults;
    }

    void declare(String name, boolean bitmap) {
        fields.add(name);
        if (bitmap) {
            bitmaps.add(name);
        }
    }

    /** A formula that gives a number. */
    Optional<Formula> number(ScalarNode text) {
        return formula(text, text.getValue(), false);
    }

    /** A formula that holds or does not. */
    Optional<Formula> condition(ScalarNode text) {
        return formula(text, text.getValue(), true);
    }

    /**
     * A condition made of a formula that is known to be right and a literal.
     *
     * @param key where the literal stands
     */
    Optional<Formula> equality(ScalarNode key, String on, String literal) {
        try {
            return Optional.of(FormulaParser.condition("(" + on + ") = " + literal));
        } catch (FormulaProblem wrong) {
            faults.add(key, "a number must stand here, as 'on' gives one");
            return Optional.empty();
        }
    }

    private Optional<Formula> formula(ScalarNode place, String text, boolean condition) {
        try {
            Formula formula = condition ? FormulaParser.condition(text) : FormulaParser.number(text);
            boolean known = true;
            for (String field : formula.fields()) {
                known &= isKnown(place, field);
            }
            for (String bitmap : formula.bitmaps()) {
                if (known && !bitmaps.contains(lastName(bitmap))) {
                    faults.add(place, "bit() asks for a bit of " + bitmap + ", which is no bitmap");
                    known = false;
                }
            }
            return known ? Optional.of(formula) : Optional.empty();
        } catch (FormulaProblem wrong) {
            boolean quoted = place.getScalarStyle() == DumperOptions.ScalarStyle.SINGLE_QUOTED
                    || place.getScalarStyle() == DumperOptions.ScalarStyle.DOUBLE_QUOTED;
            faults.add(place.getStartMark(), wrong.position() + (quoted ? 1 : 0), wrong.complaint());
            return Optional.empty();
        }
    }

    private boolean isKnown(ScalarNode place, String field) {
        for (String name : field.split(" OF ", -1)) {
            if (!fields.contains(name)) {
                String dash = name.contains("-") ? "; write blanks around a minus" : "";
                faults.add(
                        place,
                        "there is no field " + name + " in front of this one" + dash + FaultList.hint(name, fields));
                return false;
            }
        }
        return true;
    }

    private static String lastName(String qualified) {
        int end = qualified.indexOf(" OF ");
        return end < 0 ? qualified : qualified.substring(0, end);
    }
}
