package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A path compiled for one schema: which field is meant is settled, and names that the schema does not know are told. Where a
 * schema ends, such as in front of {@code **}, the steps are taken as they come.
 */
final class PathPlan {

    /** What is done with a value that has come this far. */
    private interface Node {

        void read(@Nullable Object value, Consumer<@Nullable Object> found);

        /** What a single path finds, or {@link PathStep#NOTHING}. */
        default @Nullable Object one(@Nullable Object value) {
            throw new IllegalStateException("many may be there");
        }
    }

    private record Leaf() implements Node {

        @Override
        public void read(@Nullable Object value, Consumer<@Nullable Object> found) {
            found.accept(value);
        }

        @Override
        public @Nullable Object one(@Nullable Object value) {
            return value;
        }
    }

    private record Nowhere() implements Node {

        @Override
        public void read(@Nullable Object value, Consumer<@Nullable Object> found) {
            // Told once, among the complaints.
        }

        @Override
        public @Nullable Object one(@Nullable Object value) {
            return PathStep.NOTHING;
        }
    }

    private static final Node LEAF = new Leaf();
    private static final Node NOTHING = new Nowhere();

    private record FieldNode(Field field, Node next) implements Node {

        @Override
        public void read(@Nullable Object value, Consumer<@Nullable Object> found) {
            if (value instanceof Struct struct) {
                next.read(PathStep.read(struct, field), found);
            }
        }

        @Override
        public @Nullable Object one(@Nullable Object value) {
            return value instanceof Struct struct ? next.one(PathStep.read(struct, field)) : PathStep.NOTHING;
        }
    }

    private record FieldsNode(List<FieldNode> fields) implements Node {

        @Override
        public void read(@Nullable Object value, Consumer<@Nullable Object> found) {
            for (FieldNode field : fields) {
                field.read(value, found);
            }
        }
    }

    private record StepNode(PathStep step, Node next) implements Node {

        @Override
        public void read(@Nullable Object value, Consumer<@Nullable Object> found) {
            step.from(value, inner -> next.read(inner, found));
        }

        @Override
        public @Nullable Object one(@Nullable Object value) {
            Object inner = step.one(value);
            return inner == PathStep.NOTHING ? inner : next.one(inner);
        }
    }

    private final Node start;
    private final List<String> complaints;
    private final @Nullable Schema end;

    PathPlan(FieldPath path, Schema schema) {
        List<String> told = new ArrayList<>();
        List<Schema> ends = new ArrayList<>();
        this.start = compile(schema, path.steps(), 0, told, ends);
        this.complaints = List.copyOf(told);
        this.end = path.isSingle() && !ends.isEmpty() ? ends.get(0) : null;
    }

    /** The schema of what a single path finds; null where the path leads nowhere or to many things. */
    @Nullable
    Schema end() {
        return end;
    }

    void read(@Nullable Object value, Consumer<@Nullable Object> found) {
        start.read(value, found);
    }

    /** What a single path finds, or {@link PathStep#NOTHING}. */
    @Nullable
    Object one(@Nullable Object value) {
        return start.one(value);
    }

    /** What the schema has not, each with the nearest name that it has. */
    List<String> complaints() {
        return complaints;
    }

    private static Node compile(Schema schema, List<PathStep> steps, int at, List<String> told, List<Schema> ends) {
        if (at == steps.size()) {
            ends.add(schema);
            return LEAF;
        }
        PathStep step = steps.get(at);
        if (step instanceof PathStep.AnyDepth) {
            return (value, found) -> FieldPath.walk(value, steps, at, found);
        }
        return switch (schema.type()) {
            case STRUCT -> inStruct(schema, steps, at, told, ends);
            case MAP ->
                step instanceof PathStep.Name || step instanceof PathStep.AnyName
                        ? new StepNode(step, compile(schema.valueSchema(), steps, at + 1, told, ends))
                        : refused("a map has no elements", told);
            case ARRAY ->
                step instanceof PathStep.At || step instanceof PathStep.Each
                        ? new StepNode(step, compile(schema.valueSchema(), steps, at + 1, told, ends))
                        : refused("an array has no fields; write [*] or an index before the name", told);
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                refused("a value of type " + schema.type().getName() + " has no parts", told);
        };
    }

    private static Node inStruct(Schema schema, List<PathStep> steps, int at, List<String> told, List<Schema> ends) {
        PathStep step = steps.get(at);
        if (step instanceof PathStep.Name name) {
            Field field = schema.field(name.name());
            return field == null
                    ? refused(NearestName.complaint(name.name(), schema), told)
                    : new FieldNode(field, compile(field.schema(), steps, at + 1, told, ends));
        }
        if (step instanceof PathStep.AnyName) {
            // What one of the fields lacks, another may have.
            List<String> untold = new ArrayList<>();
            return new FieldsNode(schema.fields().stream()
                    .map(field -> new FieldNode(field, compile(field.schema(), steps, at + 1, untold, ends)))
                    .toList());
        }
        return refused("a struct has no elements", told);
    }

    private static Node refused(String complaint, List<String> told) {
        told.add(complaint);
        return NOTHING;
    }
}
