package dev.millrace.kit.contract;

import dev.millrace.kit.BoundedText;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** {@code anyOf}, {@code oneOf} and {@code not}: how many of several rules hold. */
record Combination(String keyword, List<Rule> rules, int least, int most) implements Rule {

    static Combination anyOf(List<Rule> rules) {
        return new Combination("anyOf", rules, 1, Integer.MAX_VALUE);
    }

    static Combination oneOf(List<Rule> rules) {
        return new Combination("oneOf", rules, 1, 1);
    }

    static Combination not(Rule rule) {
        return new Combination("not", List.of(rule), 0, 0);
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        try {
            return isHeld(schema, value) || Rule.violated(report, keyword);
        } catch (BoundedText.TooCostly undecided) {
            if (report == null) {
                throw undecided;
            }
            return Rule.violated(report, keyword);
        }
    }

    private boolean isHeld(@Nullable Schema schema, @Nullable Object value) {
        int held = 0;
        for (Rule rule : rules) {
            held += rule.holds(schema, value, null) ? 1 : 0;
            if (held > most || (held >= least && most == Integer.MAX_VALUE)) {
                break;
            }
        }
        return held >= least && held <= most;
    }
}
