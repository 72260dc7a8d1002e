package dev.millrace.transforms.document;

import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import org.jspecify.annotations.Nullable;

/** What the policies say of a value that is not there, or is null. */
final class Absence {

    /** The rule goes on with a null. */
    static final Object NULL = new Object();

    /** The record stays as it came. */
    static final Object LEAVE = new Object();

    /** The record ends here. */
    static final Object DROP = new Object();

    private final String rule;
    private final String path;
    private final Policies policies;

    Absence(String rule, String path, Policies policies) {
        this.rule = rule;
        this.path = path;
        this.policies = policies;
    }

    /**
     * The value to go on with, or one of the three.
     *
     * @param found {@link DocumentPlan#MISSING}, null, or a value
     * @param defaultValue of its schema, where there is one
     */
    Object resolve(@Nullable Object found, @Nullable Object defaultValue) {
        if (found == DocumentPlan.MISSING) {
            return switch (policies.missing()) {
                case FAIL -> throw new RuleFailure(rule, path, "missing");
                case IGNORE -> LEAVE;
                case NULL -> NULL;
            };
        }
        if (found != null) {
            return found;
        }
        return switch (policies.nulls()) {
            case KEEP -> NULL;
            case DEFAULT -> defaultValue == null ? NULL : defaultValue;
            case DROP -> DROP;
            case FAIL -> throw new RuleFailure(rule, path, "null");
        };
    }
}
