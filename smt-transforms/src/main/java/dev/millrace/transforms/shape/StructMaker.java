package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.DerivedSchema;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes schemas and writers of branches. A field is required where it was, and can't become null where it stands now; a
 * struct keeps its name, version, documentation and parameters.
 */
final class StructMaker {

    private final Schema input;

    StructMaker(Schema input) {
        this.input = input;
    }

    /** The whole; with a name of its own unless that is empty. */
    Made root(Branch root, String name) {
        SchemaBuilder builder =
                name.isEmpty() ? builder(root) : SchemaBuilder.struct().name(name);
        return group(root, input.isOptional() ? builder.optional() : builder, null, false);
    }

    private Made part(@Nullable Object part, Branch home, boolean mayBeGone) {
        if (part instanceof Branch branch) {
            return branch(branch, mayBeGone || isForeign(branch, home));
        }
        if (part instanceof Elements elements) {
            return row(elements);
        }
        Leaf leaf = (Leaf) Objects.requireNonNull(part);
        boolean own = leaf instanceof Leaf.FieldOf field && field.parent() == home.origin();
        boolean uncertain = own ? mayBeGone : leaf.isUncertain();
        if (!uncertain || leaf.schema().isOptional()) {
            return new Made(leaf.schema(), leaf::read);
        }
        // A struct is valid for its very schema only, so one that becomes optional is written anew.
        return leaf.schema().type() == Schema.Type.STRUCT
                ? branch(StructMaterial.opened(leaf), true)
                : new Made(DerivedSchema.optional(leaf.schema()), leaf::read);
    }

    private Made branch(Branch branch, boolean elsewhere) {
        Leaf origin = branch.origin();
        boolean nullable = origin != null && (origin.schema().isOptional() || (elsewhere && origin.isUncertain()));
        SchemaBuilder builder = builder(branch);
        return group(
                branch,
                nullable || branch.isCollapsing() ? builder.optional() : builder,
                nullable ? origin : null,
                true);
    }

    private Made group(Branch branch, SchemaBuilder builder, @Nullable Leaf origin, boolean inner) {
        boolean mixed = inner && branch.parts().values().stream().anyMatch(part -> isForeign(part, branch));
        List<Made.Writer> writers = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> one : branch.parts().entrySet()) {
            Made made = part(one.getValue(), branch, origin != null && mixed);
            builder.field(one.getKey(), made.schema());
            writers.add(made.writer());
        }
        Schema schema = builder.build();
        return new Made(schema, new Made.Group(schema, writers, origin, mixed, branch.isCollapsing()));
    }

    /** Whether a part stood elsewhere before. */
    private static boolean isForeign(@Nullable Object part, Branch home) {
        if (part instanceof Branch branch) {
            return !(branch.origin() instanceof Leaf.FieldOf field && field.parent() == home.origin());
        }
        return !(part instanceof Leaf.FieldOf field && field.parent() == home.origin());
    }

    private Made row(Elements elements) {
        List<Made> made = new ArrayList<>();
        for (Object element : elements.parts()) {
            if (element instanceof Branch branch) {
                // An element that is not there reads as nulls.
                branch.collapseDeeply();
            }
            made.add(part(element, Branch.fresh(), false));
        }
        Schema first = made.get(0).schema();
        boolean same = made.stream().allMatch(one -> one.schema().equals(first));
        Schema element = same ? first : DerivedSchema.optional(first);
        if (!same
                && (first.type() == Schema.Type.STRUCT
                        || !made.stream()
                                .allMatch(one ->
                                        DerivedSchema.optional(one.schema()).equals(element)))) {
            throw new RuleFailure(elements.rule(), elements.path(), "mixed-elements");
        }
        return new Made(
                SchemaBuilder.array(element).optional().build(),
                new Made.Row(made.stream().map(Made::writer).toList()));
    }

    private static SchemaBuilder builder(Branch branch) {
        Leaf origin = branch.origin();
        return origin == null ? SchemaBuilder.struct() : described(SchemaBuilder.struct(), origin.schema());
    }

    private static SchemaBuilder described(SchemaBuilder builder, Schema schema) {
        builder.name(schema.name());
        builder.version(schema.version());
        builder.doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return builder;
    }
}
