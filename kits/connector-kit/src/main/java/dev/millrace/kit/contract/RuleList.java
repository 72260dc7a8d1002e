package dev.millrace.kit.contract;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Several rules that all hold. */
final class RuleList implements Rule {

    private final Rule[] rules;

    private RuleList(List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
    }

    static Rule of(List<Rule> rules) {
        return rules.isEmpty() ? ANY : rules.size() == 1 ? rules.get(0) : new RuleList(rules);
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        boolean holds = true;
        for (Rule rule : rules) {
            if (!rule.holds(schema, value, report)) {
                if (report == null || report.isFull()) {
                    return false;
                }
                holds = false;
            }
        }
        return holds;
    }
}
