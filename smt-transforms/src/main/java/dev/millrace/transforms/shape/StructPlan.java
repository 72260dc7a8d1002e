package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A restructuring, compiled for one schema: the schema behind it, made once, and what writes its fields in one pass. Where the
 * schema can't be restructured, every record of it fails in the same way. Immutable, for any thread.
 */
final class StructPlan {

    private final Schema input;
    private final List<String> applied;
    private final @Nullable Made made;
    private final @Nullable RuleFailure failure;

    private StructPlan(Schema input, List<String> applied, @Nullable Made made, @Nullable RuleFailure failure) {
        this.input = input;
        this.applied = List.copyOf(applied);
        this.made = made;
        this.failure = failure;
    }

    /**
     * Compiles steps.
     *
     * @param name of the schema behind them; empty for that of the schema in front of them
     */
    static StructPlan of(Schema input, List<? extends Step> steps, String name) {
        List<String> applied = new ArrayList<>();
        try {
            Branch root = StructMaterial.opened(new Leaf.Root(input));
            for (Step step : steps) {
                if (step.apply(root, StructMaterial.MATERIAL)) {
                    applied.add(step.rule());
                }
            }
            boolean changes = !applied.isEmpty() || !name.isEmpty();
            return new StructPlan(input, applied, changes ? new StructMaker(input).root(root, name) : null, null);
        } catch (RuleFailure failure) {
            return new StructPlan(input, applied, null, failure);
        }
    }

    /** Whether records are others behind it; a schema that can't be restructured counts as such. */
    boolean changes() {
        return made != null || failure != null;
    }

    /** The steps that found something to do. */
    List<String> applied() {
        return applied;
    }

    Schema schema() {
        return made == null ? input : made.schema();
    }

    /**
     * The struct behind the steps; itself where they find nothing to do.
     *
     * @throws RuleFailure where it can't be restructured
     */
    Struct apply(Struct root, ConnectRecord<?> record) {
        if (failure != null) {
            throw failure;
        }
        return made == null
                ? root
                : (Struct) Objects.requireNonNull(made.writer().read(root, record));
    }
}
