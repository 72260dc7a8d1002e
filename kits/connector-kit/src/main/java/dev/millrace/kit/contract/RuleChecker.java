package dev.millrace.kit.contract;

import dev.millrace.kit.BoundedText;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A contract of compiled rules: they walk over the values of Connect themselves, and allocate nothing for a good one. */
final class RuleChecker implements ContractChecker {

    private final About about;
    private final Rule rule;

    RuleChecker(About about, Rule rule) {
        this.about = about;
        this.rule = rule;
    }

    @Override
    public List<Violation> check(@Nullable Schema schema, @Nullable Object value, int most) {
        if (accepts(schema, value)) {
            return List.of();
        }
        Report report = new Report(most);
        try {
            boolean unused = rule.holds(schema, value, report);
        } catch (StackOverflowError tooDeep) {
            return List.of(new Violation("", FullChecker.UNCHECKED));
        }
        return report.found();
    }

    @Override
    public boolean accepts(@Nullable Schema schema, @Nullable Object value) {
        try {
            return rule.holds(schema, value, null);
        } catch (BoundedText.TooCostly | StackOverflowError undecided) {
            return false;
        }
    }

    @Override
    public String id() {
        return about.id();
    }

    @Override
    public String version() {
        return about.version();
    }

    @Override
    public Map<String, String> classifications() {
        return about.classifications();
    }

    @Override
    public List<String> notes() {
        return about.notes();
    }
}
