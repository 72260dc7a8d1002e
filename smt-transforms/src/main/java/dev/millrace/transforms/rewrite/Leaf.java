package dev.millrace.transforms.rewrite;

import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** The rules whose paths end at a place, one after the other. */
final class Leaf implements Node {

    /**
     * One rule at this place.
     *
     * @param before the schema of what it gets
     * @param after the schema of what it gives
     * @param refusal why no value of that schema can be changed; null where it can
     */
    record Stage(
            ActiveRule rule,
            Schema before,
            Schema after,
            @Nullable RuleFailure refusal) {}

    private final List<Stage> stages;
    private final Schema before;
    private final Schema after;
    private final @Nullable String place;

    Leaf(List<Stage> stages, @Nullable String place) {
        this.stages = List.copyOf(stages);
        this.before = stages.get(0).before();
        this.after = stages.get(stages.size() - 1).after();
        this.place = place;
    }

    /** Settles what a rule makes of a schema. What may be null before may be so behind. */
    static Stage stage(ActiveRule rule, Schema before, @Nullable String place) {
        Schema after;
        RuleFailure refusal = null;
        try {
            after = rule.schema(before, place);
        } catch (RuleFailure failure) {
            refusal = failure;
            after = before;
        }
        boolean lost = before.defaultValue() != null && after.defaultValue() == null;
        boolean nullable = before.isOptional() || lost || rule.errors() == Policies.Errors.NULL;
        Schema derived = nullable ? DerivedSchema.optional(after) : after;
        return new Stage(rule, before, derived.equals(before) ? before : derived, refusal);
    }

    @Override
    public Schema after() {
        return after;
    }

    @Override
    public @Nullable Object apply(Pass pass, @Nullable Object value) {
        Object current = value;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            pass.found(stage.rule().number());
            if (value == null && current == null) {
                current = stage.rule().whereNull(before, place);
            }
            if (current != null) {
                current = changed(pass, stage, current);
            }
        }
        return current;
    }

    private @Nullable Object changed(Pass pass, Stage stage, Object value) {
        RuleFailure refusal = stage.refusal();
        Object changed = refusal == null
                ? stage.rule().apply(pass, stage.before(), value, place)
                : stage.rule().failed(refusal, value, place);
        boolean kept = changed == value && stage.after() != stage.before();
        return kept ? fitting(stage, value) : changed;
    }

    /** A value that stays as it is though the rule gives another type: no struct can hold both. */
    private Object fitting(Stage stage, Object value) {
        try {
            ConnectSchema.validateValue(stage.after(), value);
            return value;
        } catch (DataException unfit) {
            throw new RuleFailure(
                    stage.rule().id(),
                    place == null ? stage.rule().path().toString() : place,
                    "cannot-be-kept",
                    "the rule gives another type, so that a value that it fails for can't stay; choose fail or null");
        }
    }
}
