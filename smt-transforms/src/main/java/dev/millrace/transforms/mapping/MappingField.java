package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.PathStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field of a document.
 *
 * @param target where it goes: names, and {@code [*]} for every element of a list
 * @param type empty where the value stays of the type it has
 * @param standard the default, of the type already; null where there is none
 * @param policies what the document says about absence, nulls and errors; null for each that it leaves to the transform
 * @param written everything as it was written, for the page
 */
record MappingField(
        FieldPath target,
        FieldSource source,
        Optional<ValueType> type,
        TextRules texts,
        Optional<Lookup> lookup,
        @Nullable Object standard,
        boolean required,
        GivenPolicies policies,
        String description,
        Map<String, Object> written) {

    /** What a document says; null for what it leaves to the transform. */
    record GivenPolicies(
            FieldPolicies.@Nullable Absence absent,
            FieldPolicies.@Nullable Nulls nulls,
            FieldPolicies.@Nullable Errors errors) {}

    /** What tells it from the other rules: its target. */
    String rule() {
        return target.toString();
    }

    /** Where it reads, for failures; its target where it reads nothing. */
    String path() {
        return source instanceof FieldSource.Places places
                ? places.paths().get(0).toString()
                : rule();
    }

    /** How many lists its target stands in. */
    int depth() {
        return stars(target.steps());
    }

    static int stars(List<PathStep> steps) {
        return (int) steps.stream().filter(PathStep.Each.class::isInstance).count();
    }

    /** The steps up to the star of a depth, the star included; empty when there are not so many. */
    static Optional<List<PathStep>> upToStar(List<PathStep> steps, int depth) {
        int seen = 0;
        for (int at = 0; at < steps.size(); at++) {
            seen += steps.get(at) instanceof PathStep.Each ? 1 : 0;
            if (seen == depth) {
                return Optional.of(List.copyOf(steps.subList(0, at + 1)));
            }
        }
        return Optional.empty();
    }

    /** The paths that begin at the transform's own side. */
    List<FieldPath> ownPaths(PathRoot side) {
        return source instanceof FieldSource.Places places
                ? places.paths().stream()
                        .filter(path -> path.root() == PathRoot.HERE || path.root() == side)
                        .toList()
                : List.of();
    }
}
