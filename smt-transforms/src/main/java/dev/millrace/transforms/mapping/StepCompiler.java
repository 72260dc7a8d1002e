package dev.millrace.transforms.mapping;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles the rule of one target for one schema, or for maps. */
final class StepCompiler {

    /** A builder and the schema of what it makes; that is null for maps. */
    record Built(Builder builder, @Nullable Schema schema) {}

    private final PlanRules rules;
    private final SourceCompiler sources;
    private final boolean typed;
    private final List<String> complaints;

    /**
     * A compiler.
     *
     * @param typed whether what is made has a schema
     * @param complaints where it is told what the schema has not
     */
    StepCompiler(PlanRules rules, SourceCompiler sources, boolean typed, List<String> complaints) {
        this.rules = rules;
        this.sources = sources;
        this.typed = typed;
        this.complaints = complaints;
    }

    /** The rule compiled; nothing where its source is not in the schema and the target is left out for that. */
    Optional<Built> compile(MappingField rule) {
        Found found = sources.compile(rule);
        found.complaint().ifPresent(complaints::add);
        FieldPolicies policies = rules.policies(rule);
        boolean unknown = found.complaint().isPresent();
        if (unknown && policies.absent() == FieldPolicies.Absence.IGNORE && !isReduced(rule)) {
            return Optional.empty();
        }
        if (unknown && policies.absent() == FieldPolicies.Absence.FAIL) {
            Found missing = Found.absent(found.complaint().orElse(""));
            return Optional.of(built(rule, missing, policies, Schema.OPTIONAL_STRING_SCHEMA));
        }
        if (!typed) {
            return Optional.of(built(rule, found, policies, null));
        }
        Schema schema = unknown && rule.type().isEmpty() ? Schema.STRING_SCHEMA : target(rule, found);
        return Optional.of(schema == null ? shapeless(rule) : built(rule, found, policies, schema));
    }

    private static boolean isReduced(MappingField rule) {
        return rule.source() instanceof FieldSource.Places places && places.reduction() != Reduction.NONE;
    }

    /** The schema of the target, as far as it does not depend on nulls; null where none can be known. */
    private static @Nullable Schema target(MappingField rule, Found found) {
        ValueType type = rule.type().orElse(null);
        Schema source = found.schema();
        if (type == null) {
            return rule.lookup().isPresent() ? Schema.STRING_SCHEMA : source;
        }
        if (!type.kind().isContainer()) {
            return type.schema().build();
        }
        Schema.Type wanted = switch (type.kind()) {
            case ARRAY -> Schema.Type.ARRAY;
            case MAP -> Schema.Type.MAP;
            default -> Schema.Type.STRUCT;
        };
        return source != null && source.type() == wanted ? source : null;
    }

    private Built built(MappingField rule, Found found, FieldPolicies given, @Nullable Schema target) {
        FieldPolicies policies = given;
        Object standard = rule.standard();
        Conversion conversion = conversion(rule, found);
        if (standard == null && policies.nulls() == FieldPolicies.Nulls.DEFAULT) {
            standard = sourceDefault(found, conversion);
            policies = standard != null
                    ? policies
                    : new FieldPolicies(policies.absent(), FieldPolicies.Nulls.NULL, policies.errors());
        }
        if (target != null && policies.errors() == FieldPolicies.Errors.KEEP && !keeps(found, target)) {
            policies = new FieldPolicies(policies.absent(), policies.nulls(), FieldPolicies.Errors.FAIL);
        }
        Schema schema = target == null
                ? null
                : ValueSchemas.with(target, isOptional(rule, found, policies, target), rule.description());
        boolean recasts = schema != null
                && schema.type() == Schema.Type.STRUCT
                && found.schema() != null
                && !schema.equals(found.schema());
        if (recasts && schema != null && found.schema() != null) {
            conversion = new Recast(conversion, found.schema(), schema);
        }
        return new Built(
                new Step(
                        new RuleFailure(
                                rule.rule(), rule.path(), "", found.complaint().orElse("")),
                        found.origin(),
                        found.direct(),
                        conversion,
                        policies,
                        standard,
                        rules.meters().rule(rule.rule())),
                schema);
    }

    private static boolean keeps(Found found, Schema target) {
        return found.schema() != null && ValueSchemas.alike(found.schema(), target);
    }

    private static @Nullable Object sourceDefault(Found found, @Nullable Conversion conversion) {
        Object standard = found.schema() == null ? null : found.schema().defaultValue();
        return standard == null || conversion == null ? standard : conversion.convert(standard);
    }

    private static @Nullable Conversion conversion(MappingField rule, Found found) {
        ValueType type = rule.type().orElse(null);
        if (rule.source() instanceof FieldSource.Constant) {
            return null;
        }
        Schema source = found.schema();
        boolean same = type == null
                || (source != null && type.keeps(source) && rule.lookup().isEmpty());
        Conversion toType = same || type == null ? null : type.conversion(source);
        if (rule.texts().isEmpty() && rule.lookup().isEmpty()) {
            return toType;
        }
        boolean textFirst = type != null && type.kind() == ValueKind.STRING;
        return new Pipeline(textFirst, rule.texts(), rule.lookup().orElse(null), toType);
    }

    private static boolean isOptional(MappingField rule, Found found, FieldPolicies policies, Schema target) {
        boolean keepsDefault = target.defaultValue() != null && target.type() != Schema.Type.STRUCT;
        boolean nullable = (keepsDefault ? found.mayBeNull() : found.mayBeNullWithoutDefault())
                || !rule.texts().nulls().isEmpty()
                || rule.lookup()
                        .filter(lookup -> lookup.miss() == Lookup.Miss.NULL)
                        .isPresent()
                || policies.errors() == FieldPolicies.Errors.NULL
                || (found.mayBeAbsent() && policies.absent() == FieldPolicies.Absence.NULL);
        boolean staysNull =
                policies.nulls() == FieldPolicies.Nulls.OMIT || policies.nulls() == FieldPolicies.Nulls.NULL;
        return (found.mayBeAbsent() && policies.absent() == FieldPolicies.Absence.IGNORE) || (nullable && staysNull);
    }

    /** A rule that always fails, for nothing tells what its target looks like. */
    private static Built shapeless(MappingField rule) {
        Builder failing = (scope, base) -> {
            throw new RuleFailure(
                    rule.rule(), rule.path(), "no-schema", "give the field a type that its source can have");
        };
        return new Built(failing, Schema.OPTIONAL_STRING_SCHEMA);
    }
}
