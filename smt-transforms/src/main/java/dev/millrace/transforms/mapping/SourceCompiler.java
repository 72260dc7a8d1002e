package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.NearestName;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.PathStep;
import dev.millrace.kit.path.RecordPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Compiles the sources of rules for one schema, or for maps. */
final class SourceCompiler {

    private final PathRoot side;
    private final Slots slots;

    SourceCompiler(PathRoot side, Slots slots) {
        this.side = side;
        this.slots = slots;
    }

    /** The source of a rule that stands so many lists deep. */
    Found compile(MappingField rule) {
        if (rule.source() instanceof FieldSource.Places places) {
            return places.reduction() == Reduction.NONE
                    ? place(places.paths().get(0), rule.depth())
                    : reduced(places, rule);
        }
        if (rule.source() instanceof FieldSource.Constant constant) {
            Object value = constant.value();
            return Found.of(scope -> value, ValueSchemas.of(value), value == null);
        }
        if (rule.source() instanceof FieldSource.Pattern pattern) {
            return Found.of(pattern.origin(), Schema.STRING_SCHEMA, true);
        }
        return Found.of(((FieldSource.Script) rule.source()).origin(), null, true);
    }

    private Found reduced(FieldSource.Places places, MappingField rule) {
        List<ReducedOrigin.Part> parts = new ArrayList<>();
        Schema first = null;
        Optional<String> complaint = Optional.empty();
        boolean mixed = false;
        for (FieldPath path : places.paths()) {
            boolean many =
                    isOwn(path) && !path.isSingle() && MappingField.stars(path.steps()) + others(path) > rule.depth();
            Found found = many ? many(path, rule.depth()) : place(path, rule.depth());
            complaint = complaint.or(found::complaint);
            parts.add(new ReducedOrigin.Part(found.origin(), many, found.schema()));
            mixed |= first != null && found.schema() != null && !ValueSchemas.alike(first, found.schema());
            first = first == null ? found.schema() : first;
        }
        Schema schema = switch (places.reduction()) {
            case COUNT -> Schema.INT64_SCHEMA;
            case JOIN -> Schema.STRING_SCHEMA;
            case FIRST, NONE -> mixed ? null : first;
        };
        boolean trim = rule.texts().trim();
        Origin origin = new ReducedOrigin(parts, places.reduction(), places.separator(), trim);
        boolean counted = places.reduction() == Reduction.COUNT;
        return new Found(origin, null, schema, !counted, false, complaint);
    }

    private static int others(FieldPath path) {
        return path.steps().stream().anyMatch(PathStep.AnyName.class::isInstance) ? 1_000 : 0;
    }

    private boolean isOwn(FieldPath path) {
        return path.root() == PathRoot.HERE || path.root() == side;
    }

    /** All places that a path with more stars than its target leads to. */
    private Found many(FieldPath path, int depth) {
        Slots.Slot slot = slots.nearest(path.steps(), depth);
        List<PathStep> rest =
                path.steps().subList(slot.steps().size(), path.steps().size());
        Schema schema = slot.schema();
        for (PathStep step : rest) {
            Schema at = schema;
            if (at != null && at.type() == Schema.Type.STRUCT && step instanceof PathStep.Name name) {
                Field field = at.field(name.name());
                if (field == null) {
                    return Found.absent("path " + path + ": " + unknown(name.name(), at));
                }
                schema = field.schema();
            } else {
                schema = at != null && at.type() == Schema.Type.ARRAY ? at.valueSchema() : null;
            }
        }
        return new Found(new ManyOrigin(slot.index(), rest), null, schema, false, false, Optional.empty());
    }

    /** The one place that a path leads to, seen from the elements of the lists around it. */
    Found place(FieldPath path, int depth) {
        if (!isOwn(path)) {
            return elsewhere(path);
        }
        Slots.Slot slot = slots.nearest(path.steps(), depth);
        List<PathStep> rest =
                path.steps().subList(slot.steps().size(), path.steps().size());
        // The list in front of a star is not there, or it would have a slot.
        return MappingField.stars(rest) > 0
                ? Found.absent("path " + path + ": there is no such list")
                : below(slot, rest, path.toString());
    }

    /** What steps to one place lead to below a slot. */
    Found below(Slots.Slot slot, List<PathStep> steps, String path) {
        List<Hop> hops = new ArrayList<>();
        Schema at = slot.schema();
        boolean mayBeNull = at == null || (slot.index() > 0 && at.isOptional());
        boolean mayBeAbsent = at == null;
        Field field = null;
        for (PathStep step : steps) {
            // A struct around it that has a default may be null as well.
            mayBeNull |= !hops.isEmpty() && at != null && at.defaultValue() != null;
            if (at == null || at.type() == Schema.Type.MAP || at.type() == Schema.Type.ARRAY) {
                if (at != null && (step instanceof PathStep.At) != (at.type() == Schema.Type.ARRAY)) {
                    return Found.absent("path " + path + ": " + kindless(at));
                }
                hops.add(Hop.of(step));
                at = at == null ? null : at.valueSchema();
                mayBeAbsent = true;
                field = null;
            } else if (at.type() == Schema.Type.STRUCT && step instanceof PathStep.Name name) {
                field = at.field(name.name());
                if (field == null) {
                    return Found.absent("path " + path + ": " + unknown(name.name(), at));
                }
                hops.add(Hop.OfField.of(field));
                at = field.schema();
            } else {
                return Found.absent("path " + path + ": " + kindless(at));
            }
            mayBeNull |= at == null || at.isOptional();
        }
        boolean direct = hops.size() == 1
                && slot.index() == 0
                && field != null
                && field.schema().defaultValue() == null;
        return new Found(
                new PlaceOrigin(slot.index(), hops),
                direct ? field : null,
                at,
                mayBeNull || mayBeAbsent,
                mayBeAbsent,
                Optional.empty());
    }

    private static Found elsewhere(FieldPath path) {
        RecordPath reader = RecordPath.of(path);
        // Those of a sink's record are where it was read, whatever transforms made of them.
        return switch (path.root()) {
            case TOPIC ->
                Found.of(
                        scope -> scope.record instanceof SinkRecord sink ? sink.originalTopic() : scope.record.topic(),
                        Schema.STRING_SCHEMA,
                        true);
            case PARTITION ->
                Found.of(
                        scope -> scope.record instanceof SinkRecord sink
                                ? sink.originalKafkaPartition()
                                : scope.record.kafkaPartition(),
                        Schema.INT32_SCHEMA,
                        true);
            case OFFSET ->
                Found.of(
                        scope -> scope.record instanceof SinkRecord sink ? (Object) sink.originalKafkaOffset() : null,
                        Schema.INT64_SCHEMA,
                        true);
            case TIMESTAMP -> Found.of(scope -> scope.record.timestamp(), Schema.INT64_SCHEMA, true);
            case HERE, KEY, VALUE, HEADER -> Found.of(scope -> value(reader.first(scope.record)), null, true);
        };
    }

    private static @Nullable Object value(Optional<SchemaAndValue> found) {
        return found.isEmpty() ? Absent.ABSENT : found.get().value();
    }

    private static String unknown(String name, Schema schema) {
        return "there is no field " + name
                + NearestName.in(name, schema.fields().stream().map(Field::name).toList())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private static String kindless(Schema schema) {
        return switch (schema.type()) {
            case STRUCT -> "a struct has no elements";
            case ARRAY -> "an array has no fields; write [*] or an index before the name";
            case MAP -> "a map has no elements";
            default -> "a value of type " + schema.type().getName() + " has no parts";
        };
    }
}
