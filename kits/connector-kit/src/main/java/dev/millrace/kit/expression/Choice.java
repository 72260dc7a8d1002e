package dev.millrace.kit.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several constants, of which a value may be one. */
final class Choice {

    private final Set<String> texts = new HashSet<>();
    private final Constant[] all;

    Choice(List<Constant> constants) {
        this.all = constants.toArray(Constant[]::new);
        for (Constant constant : constants) {
            if (constant instanceof Constant.Text text) {
                texts.add(text.text());
            }
        }
    }

    /** Whether the value is one of them. */
    boolean holds(@Nullable Object value) {
        return value instanceof String text ? texts.contains(text) : order(value) == 0;
    }

    /** Whether the value is none of them, but could be. */
    boolean excludes(@Nullable Object value) {
        if (value instanceof String text) {
            return !texts.isEmpty() && !texts.contains(text);
        }
        int order = order(value);
        return order != 0 && order != Constant.NONE;
    }

    /** Whether the value has the type of one of them. */
    boolean fits(@Nullable Object value) {
        return value instanceof String ? !texts.isEmpty() : order(value) != Constant.NONE;
    }

    /** Zero when the value is one of them; {@link Constant#NONE} when none of them has its type. */
    private int order(@Nullable Object value) {
        int order = Constant.NONE;
        for (Constant one : all) {
            int compared = one.compare(value);
            if (compared == 0) {
                return 0;
            }
            order = compared == Constant.NONE ? order : compared;
        }
        return order;
    }
}
