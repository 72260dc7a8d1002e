package dev.millrace.transforms.rewrite;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is done with records of one schema.
 *
 * @param before the schema
 * @param node what is done; null where no rule finds anything
 * @param missing the rules that lead nowhere in any record of the schema, each with a sentence that may help
 * @param found the rules with stars that lead somewhere in every record
 * @param open the rules with stars of which only the record shows where they lead
 * @param byKeys whether stars may take keys of maps, so that only the pass knows where it stands
 * @param impossible why there is no plan
 */
record RewritePlan(
        Schema before,
        @Nullable Node node,
        Map<ActiveRule, String> missing,
        List<ActiveRule> found,
        List<ActiveRule> open,
        boolean byKeys,
        @Nullable RuleFailure impossible) {

    RewritePlan {
        missing = Map.copyOf(missing);
    }

    Schema after() {
        return node == null ? before : node.after();
    }

    @Nullable
    Object apply(Pass pass, @Nullable Object value) {
        if (impossible != null) {
            throw impossible;
        }
        if (!missing.isEmpty()) {
            missing.forEach(ActiveRule::whereMissing);
        }
        for (ActiveRule rule : found) {
            pass.found(rule.number());
        }
        return node == null ? value : node.apply(pass, value);
    }
}
