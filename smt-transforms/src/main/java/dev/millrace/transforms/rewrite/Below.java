package dev.millrace.transforms.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules whose paths lead into a place and not only to it. */
record Below(List<ActiveRule> rules) {

    Below {
        rules = rules.stream().filter(rule -> !rule.path().takesAnyDepth()).toList();
    }

    /** The place holds null: for rules that lead into it, that is as if null stood at their end. */
    @Nullable
    Object nothing(Pass pass) {
        for (ActiveRule rule : rules) {
            pass.found(rule.number());
            Object none = rule.whereNull(null, null);
            if (none != null) {
                return none;
            }
        }
        return null;
    }

    /** The place holds nothing that a star could take: that is no fault of the path. */
    void empty(Pass pass) {
        for (ActiveRule rule : rules) {
            pass.found(rule.number());
        }
    }
}
