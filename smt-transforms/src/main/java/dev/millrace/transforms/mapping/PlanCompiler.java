package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathStep;
import dev.millrace.transforms.mapping.StepCompiler.Built;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Compiles a mapping for one schema, or for maps. Used once. */
final class PlanCompiler {

    private final PlanRules rules;
    private final @Nullable Schema side;
    private final Slots slots;
    private final SourceCompiler sources;
    private final StepCompiler steps;
    private final List<String> complaints = new ArrayList<>();

    /**
     * A compiler.
     *
     * @param side the schema of the side; null for maps
     */
    PlanCompiler(PlanRules rules, @Nullable Schema side) {
        this.rules = rules;
        this.side = side;
        this.slots = new Slots(side);
        this.sources = new SourceCompiler(rules.side(), slots);
        this.steps = new StepCompiler(rules, sources, side != null, complaints);
    }

    Plan compile() {
        Schema base = rules.patches() ? side : null;
        if (base != null && base.type() != Schema.Type.STRUCT) {
            Builder failing = (scope, any) -> {
                throw new RuleFailure("", "", "not-an-object");
            };
            return new Plan(failing, base, 1, true, List.of());
        }
        Built root = object(rules.tree(), base, 0).orElseGet(this::empty);
        return new Plan(root.builder(), root.schema(), slots.count(), rules.patches(), complaints);
    }

    private Built empty() {
        return side == null
                ? new Built(new MapBuilder("", List.of(), List.of(), List.of(), true), null)
                : struct(rules.tree(), Map.of(), null);
    }

    private Optional<Built> node(TargetNode node, @Nullable Schema base, int depth) {
        if (node.rule().isPresent()) {
            return steps.compile(node.rule().get());
        }
        return node.element().isPresent()
                ? list(node, node.element().get(), base, depth + 1)
                : object(node, base, depth);
    }

    private Optional<Built> object(TargetNode node, @Nullable Schema base, int depth) {
        Map<String, Built> made = new LinkedHashMap<>();
        Schema upon = base != null && base.type() == Schema.Type.STRUCT ? base : null;
        node.fields().forEach((name, child) -> {
            Field before = upon == null ? null : upon.field(name);
            node(child, before == null ? null : before.schema(), depth).ifPresent(built -> made.put(name, built));
        });
        boolean isRoot = node.path().isEmpty();
        boolean removes = side == null && !node.removed().isEmpty();
        if (made.isEmpty() && upon == null && !isRoot && !removes) {
            return Optional.empty();
        }
        if (side == null) {
            return Optional.of(map(node, made));
        }
        Built struct = struct(node, made, upon);
        return Optional.of(base == null || upon != null ? struct : instead(node, struct));
    }

    /** Made where a value stands that is no struct: it would get lost, so it must be null. */
    private static Built instead(TargetNode node, Built struct) {
        Builder builder = (scope, stands) -> {
            if (stands != null) {
                throw new RuleFailure(node.path(), node.path(), "not-an-object");
            }
            return struct.builder().build(scope, null);
        };
        return new Built(builder, struct.schema());
    }

    private Built map(TargetNode node, Map<String, Built> made) {
        List<Builder> builders = made.values().stream().map(Built::builder).toList();
        List<String> removed = List.copyOf(node.removed());
        return new Built(
                new MapBuilder(node.path(), List.copyOf(made.keySet()), builders, removed, isAlways(node)), null);
    }

    /** Elements of lists keep their place, and the side itself is never left out. */
    private static boolean isAlways(TargetNode node) {
        return node.path().isEmpty() || node.path().endsWith("[*]");
    }

    private Built struct(TargetNode node, Map<String, Built> made, @Nullable Schema base) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        List<String> kept = new ArrayList<>();
        if (base != null) {
            for (Field field : base.fields()) {
                Built changed = made.get(field.name());
                if (changed != null) {
                    fields.put(field.name(), schema(changed));
                } else if (!node.removed().contains(field.name())) {
                    fields.put(field.name(), field.schema());
                    kept.add(field.name());
                }
            }
        }
        made.forEach((name, built) -> fields.putIfAbsent(name, schema(built)));
        boolean mayBeLeftOut = !isAlways(node) && fields.values().stream().allMatch(Schema::isOptional);
        boolean optional = node.path().isEmpty()
                ? side != null && side.isOptional()
                : mayBeLeftOut && (base == null || base.isOptional());
        SchemaBuilder builder = start(node, base);
        fields.forEach(builder::field);
        Schema schema = (optional ? builder.optional() : builder).build();
        return new Built(structBuilder(node, schema, made, base, kept), schema);
    }

    private SchemaBuilder start(TargetNode node, @Nullable Schema base) {
        if (node.path().isEmpty() && side != null) {
            return rules.mapping().schema(side);
        }
        SchemaBuilder builder = base == null ? SchemaBuilder.struct() : ValueSchemas.copy(base);
        return base == null || base.doc() == null ? builder : builder.doc(base.doc());
    }

    private static StructBuilder structBuilder(
            TargetNode node, Schema schema, Map<String, Built> made, @Nullable Schema base, List<String> kept) {
        List<StructBuilder.Target> targets = new ArrayList<>();
        made.forEach((name, built) -> {
            Field to = schema.field(name);
            Field from = base == null ? null : base.field(name);
            boolean same = from != null && from.schema().equals(to.schema());
            targets.add(new StructBuilder.Target(to.index(), built.builder(), from == null ? -1 : from.index(), same));
        });
        List<StructBuilder.Kept> keep = new ArrayList<>();
        for (Field from : base == null ? List.<Field>of() : base.fields()) {
            if (kept.contains(from.name())) {
                int to = schema.field(from.name()).index();
                keep.add(new StructBuilder.Kept(from.index(), to, from.schema().isOptional()));
            }
        }
        return new StructBuilder(node.path(), schema, base, targets, keep, isAlways(node));
    }

    /** The schema of what was built; here there always is one, for there is one of the side. */
    private static Schema schema(Built built) {
        return built.schema() == null ? Schema.OPTIONAL_STRING_SCHEMA : built.schema();
    }

    private Optional<Built> list(TargetNode node, TargetNode element, @Nullable Schema base, int depth) {
        Map<List<PathStep>, MappingField> walkedBy = new LinkedHashMap<>();
        Map<List<PathStep>, FieldPath> paths = new LinkedHashMap<>();
        for (MappingField rule : node.rules()) {
            for (FieldPath path : rule.ownPaths(rules.side())) {
                MappingField.upToStar(path.steps(), depth).ifPresent(steps -> {
                    walkedBy.putIfAbsent(steps, rule);
                    paths.putIfAbsent(steps, path);
                });
            }
        }
        List<ListBuilder.Walked> walked = new ArrayList<>();
        boolean optional = base != null && base.isOptional();
        for (Map.Entry<List<PathStep>, MappingField> one : walkedBy.entrySet()) {
            Found found = list(one.getKey(), paths.get(one.getKey()), depth);
            FieldPolicies policies = ofList(rules.policies(one.getValue()));
            found.complaint().ifPresent(complaints::add);
            if (found.complaint().isPresent() && policies.absent() != FieldPolicies.Absence.FAIL) {
                continue;
            }
            Schema array = found.schema();
            Slots.Slot slot = slots.add(one.getKey(), array == null ? null : array.valueSchema());
            walked.add(new ListBuilder.Walked(step(one.getValue(), found, policies), slot.index()));
            optional |= (found.mayBeNullWithoutDefault() && policies.nulls() != FieldPolicies.Nulls.FAIL)
                    || (found.mayBeAbsent() && policies.absent() != FieldPolicies.Absence.FAIL);
        }
        boolean patched = base != null && base.type() == Schema.Type.ARRAY;
        if (walked.isEmpty() && !rules.patches()) {
            return Optional.empty();
        }
        Schema elementBase = patched && base != null ? base.valueSchema() : null;
        boolean lists = optional;
        return node(element, elementBase, depth)
                .map(inner -> new Built(
                        new ListBuilder(node.path(), walked, inner.builder()),
                        side == null ? null : array(inner, lists)));
    }

    private static Schema array(Built element, boolean optional) {
        SchemaBuilder array = SchemaBuilder.array(schema(element));
        return (optional ? array.optional() : array).build();
    }

    private Found list(List<PathStep> toStar, @Nullable FieldPath path, int depth) {
        List<PathStep> toList = toStar.subList(0, toStar.size() - 1);
        Slots.Slot slot = slots.nearest(toList, depth - 1);
        List<PathStep> rest = toList.subList(slot.steps().size(), toList.size());
        if (MappingField.stars(rest) > 0) {
            return Found.absent("path " + path + ": there is no such list");
        }
        Found found = sources.below(slot, rest, String.valueOf(path));
        Schema schema = found.schema();
        return schema == null || schema.type() == Schema.Type.ARRAY
                ? found
                : Found.absent("path " + path + ": what stands before [*] is no array");
    }

    private static FieldPolicies ofList(FieldPolicies field) {
        return new FieldPolicies(
                field.absent() == FieldPolicies.Absence.FAIL
                        ? FieldPolicies.Absence.FAIL
                        : FieldPolicies.Absence.IGNORE,
                field.nulls() == FieldPolicies.Nulls.FAIL || field.nulls() == FieldPolicies.Nulls.OMIT
                        ? field.nulls()
                        : FieldPolicies.Nulls.NULL,
                FieldPolicies.Errors.FAIL);
    }

    private Step step(MappingField rule, Found found, FieldPolicies policies) {
        return new Step(
                new RuleFailure(rule.rule(), rule.path(), "", found.complaint().orElse("")),
                found.origin(),
                found.direct(),
                new ContainerValue(ValueKind.ARRAY),
                policies,
                null,
                rules.meters().rule(rule.rule()));
    }
}
