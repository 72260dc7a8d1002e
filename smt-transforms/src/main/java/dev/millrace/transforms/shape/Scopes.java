package dev.millrace.transforms.shape;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.PathStep;
import dev.millrace.transforms.rewrite.Policies;
import java.util.ArrayList;
import java.util.List;

/**
 * A path of names that may lead through lists: {@code items[*].price.net} is {@code price.net} in each element of
 * {@code items}.
 *
 * @param outer the names up to each list, from the outside to the inside
 * @param last what stands behind the last list
 */
record Scopes(List<List<String>> outer, Place last) {

    Scopes {
        outer = List.copyOf(outer);
    }

    static Scopes parse(String text) {
        FieldPath path = FieldPath.parse(text);
        if (path.root() != PathRoot.HERE) {
            throw new IllegalArgumentException(
                    "begins with " + path.root()
                            + ", but works on the key or the value as a whole; use the class with $Key or $Value and leave it out");
        }
        List<List<String>> outer = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PathStep step : path.steps()) {
            if (step instanceof PathStep.Name name) {
                names.add(name.name());
            } else if (step instanceof PathStep.Each) {
                outer.add(List.copyOf(names));
                names.clear();
            } else {
                throw new IllegalArgumentException("may hold names and [*] only");
            }
        }
        if (names.isEmpty() || outer.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("must end with a name, and hold one before each [*]");
        }
        return new Scopes(outer, new Place(text, names));
    }

    /** A step, done in each element of the lists. */
    Step around(String rule, Policies.Missing missing, Step inner) {
        Step step = inner;
        for (int at = outer.size() - 1; at >= 0; at--) {
            step = new EachStep(rule, new Place(last.path(), outer.get(at)), step, missing);
        }
        return step;
    }
}
