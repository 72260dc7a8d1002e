package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathText;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** One rule under its policies: what becomes of a value, of a null, and of a place that is not there. For any thread. */
final class ActiveRule {

    private final int number;
    private final String id;
    private final FieldPath path;
    private final Change change;
    private final Policies policies;
    private final RuleMeters.Rule meter;
    private final String place;
    private final boolean isLoose;

    ActiveRule(int number, Rewriter.Rule rule, Policies policies, RuleMeters meters) {
        this.number = number;
        this.id = rule.id();
        this.path = rule.path();
        this.change = rule.change();
        this.policies = policies;
        this.meter = meters.rule(rule.id());
        this.place = PathText.general(rule.path());
        this.isLoose = rule.path().takesAnyName();
    }

    String id() {
        return id;
    }

    int number() {
        return number;
    }

    FieldPath path() {
        return path;
    }

    Policies.Errors errors() {
        return policies.errors();
    }

    /** Whether it asks for names that it does not spell out, so that only a record or its schema shows where they are. */
    boolean isLoose() {
        return isLoose;
    }

    /** The schema behind the change. */
    Schema schema(Schema before, @Nullable String where) {
        return change.schema(before, id, isLoose() && where != null ? where : place);
    }

    /**
     * Changes a value.
     *
     * @param where the place, where a plan knows it; null where only the pass does
     */
    @Nullable
    Object apply(Pass pass, @Nullable Schema before, Object value, @Nullable String where) {
        String spot = !isLoose() ? place : where != null ? where : pass.place();
        try {
            Object after = change.apply(new Spot(pass.record(), id, spot), before, value);
            meter.applied();
            return after;
        } catch (RuleFailure failure) {
            return failed(failure, value, where);
        }
    }

    /** What stands in the place of a value that the rule can't be applied to. */
    @Nullable
    Object failed(RuleFailure failure, Object value, @Nullable String where) {
        meter.failed();
        return switch (policies.errors()) {
            case NULL -> null;
            case KEEP -> value;
            case FAIL, ROUTE -> throw told(failure, where);
        };
    }

    /** What the rule goes on with where its path leads to a null; null where it does nothing. */
    @Nullable
    Object whereNull(@Nullable Schema schema, @Nullable String where) {
        switch (policies.nulls()) {
            case KEEP -> meter.skipped();
            case DEFAULT -> {
                if (schema != null && schema.defaultValue() != null) {
                    return schema.defaultValue();
                }
                meter.skipped();
            }
            case DROP -> throw new DroppedRecord(id);
            case FAIL -> {
                meter.failed();
                throw new RuleFailure(id, told(where), "null");
            }
        }
        return null;
    }

    /** Does what is to be done where the path leads nowhere. */
    void whereMissing(String hint) {
        switch (policies.missing()) {
            case IGNORE -> meter.skipped();
            case NULL -> {
                Object nothing = whereNull(null, null);
                assert nothing == null : "no schema, no default";
            }
            case FAIL -> {
                meter.failed();
                throw new RuleFailure(id, told(null), "missing", hint);
            }
        }
    }

    /**
     * Does what is to be done where stars took nothing in a record. A search at any depth of a record whose schema does not tell
     * what it may hold is no address: to find nothing is no fault.
     */
    void whereNothingFound() {
        if (path.takesAnyDepth()) {
            meter.skipped();
        } else {
            whereMissing("");
        }
    }

    /** A failure whose path holds no key of a map that a star took, for such a key may be data. */
    private RuleFailure told(RuleFailure failure, @Nullable String where) {
        return isLoose() && where == null
                ? new RuleFailure(failure.rule(), told(null), failure.code(), failure.hint())
                : failure;
    }

    private String told(@Nullable String where) {
        return isLoose() && where != null ? where : place;
    }
}
