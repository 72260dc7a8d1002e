package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.PathRoot;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleMeters;

/**
 * What all plans of a transform have in common.
 *
 * @param tree the targets
 * @param side which part of the record paths without a root begin at
 */
record PlanRules(
        Mapping mapping, TargetNode tree, boolean patches, PathRoot side, Policies policies, RuleMeters meters) {

    /** What holds for a field: what it says itself, or what follows from it, or what holds for the transform. */
    FieldPolicies policies(MappingField field) {
        MappingField.GivenPolicies given = field.policies();
        return new FieldPolicies(
                given.absent() != null ? given.absent() : absent(field),
                given.nulls() != null ? given.nulls() : nulls(field),
                given.errors() != null ? given.errors() : errors());
    }

    private FieldPolicies.Absence absent(MappingField field) {
        if (field.standard() != null) {
            return FieldPolicies.Absence.DEFAULT;
        }
        if (field.required()) {
            return FieldPolicies.Absence.FAIL;
        }
        return switch (policies.missing()) {
            case FAIL -> FieldPolicies.Absence.FAIL;
            case IGNORE -> FieldPolicies.Absence.IGNORE;
            case NULL -> FieldPolicies.Absence.NULL;
        };
    }

    private FieldPolicies.Nulls nulls(MappingField field) {
        if (field.standard() != null) {
            return FieldPolicies.Nulls.DEFAULT;
        }
        if (field.required()) {
            return FieldPolicies.Nulls.FAIL;
        }
        return switch (policies.nulls()) {
            case KEEP -> FieldPolicies.Nulls.NULL;
            case DEFAULT -> FieldPolicies.Nulls.DEFAULT;
            case DROP -> FieldPolicies.Nulls.DROP;
            case FAIL -> FieldPolicies.Nulls.FAIL;
        };
    }

    private FieldPolicies.Errors errors() {
        return switch (policies.errors()) {
            case FAIL, ROUTE -> FieldPolicies.Errors.FAIL;
            case NULL -> FieldPolicies.Errors.NULL;
            case KEEP -> FieldPolicies.Errors.KEEP;
        };
    }
}
