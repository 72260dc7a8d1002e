package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    }

    private static final Node LEAF = (value, found) -> found.accept(value);
    private static final Node NOTHING = (value, found) -> {};

    private record FieldNode(Field field, Node next) implements Node {

        @Override
        public void read(@Nullable Object value, Consumer<@Nullable Object> found) {
            if (value instanceof Struct struct) {
                next.read(PathStep.read(struct, field), found);
            }
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
    }

    private final Node start;
    private final List<String> complaints;

    PathPlan(FieldPath path, Schema schema) {
        List<String> told = new ArrayList<>();
        this.start = compile(schema, path.steps(), 0, told);
        this.complaints = List.copyOf(told);
    }

    void read(@Nullable Object value, Consumer<@Nullable Object> found) {
        start.read(value, found);
    }

    /** What the schema has not, each with the nearest name that it has. */
    List<String> complaints() {
        return complaints;
    }

    private static Node compile(Schema schema, List<PathStep> steps, int at, List<String> told) {
        if (at == steps.size()) {
            return LEAF;
        }
        PathStep step = steps.get(at);
        if (step instanceof PathStep.AnyDepth) {
            return (value, found) -> FieldPath.walk(value, steps, at, found);
        }
        return switch (schema.type()) {
            case STRUCT -> inStruct(schema, steps, at, told);
            case MAP ->
                step instanceof PathStep.Name || step instanceof PathStep.AnyName
                        ? new StepNode(step, compile(schema.valueSchema(), steps, at + 1, told))
                        : refused("a map has no elements", told);
            case ARRAY ->
                step instanceof PathStep.At || step instanceof PathStep.Each
                        ? new StepNode(step, compile(schema.valueSchema(), steps, at + 1, told))
                        : refused("an array has no fields; write [*] or an index before the name", told);
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                refused("a value of type " + schema.type().getName() + " has no parts", told);
        };
    }

    private static Node inStruct(Schema schema, List<PathStep> steps, int at, List<String> told) {
        PathStep step = steps.get(at);
        if (step instanceof PathStep.Name name) {
            Field field = schema.field(name.name());
            return field == null
                    ? refused(NearestName.complaint(name.name(), schema), told)
                    : new FieldNode(field, compile(field.schema(), steps, at + 1, told));
        }
        if (step instanceof PathStep.AnyName) {
            // What one of the fields lacks, another may have.
            List<String> untold = new ArrayList<>();
            return new FieldsNode(schema.fields().stream()
                    .map(field -> new FieldNode(field, compile(field.schema(), steps, at + 1, untold)))
                    .toList());
        }
        return refused("a struct has no elements", told);
    }

    private static Node refused(String complaint, List<String> told) {
        told.add(complaint);
        return NOTHING;
    }

    /** The plan's least recently used is dropped, so that a source of ever new schemas fills no memory. */
    static Map<Schema, PathPlan> cache(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Schema, PathPlan> eldest) {
                return size() > most;
            }
        };
    }
}
