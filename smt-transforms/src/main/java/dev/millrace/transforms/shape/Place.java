package dev.millrace.transforms.shape;

import dev.millrace.kit.path.NearestName;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.List;

/**
 * Where a part stands.
 *
 * @param path as it was written
 * @param names from the beginning of the side, or of the element of a list
 */
record Place(String path, List<String> names) {

    /** The whole side. */
    static final Place WHOLE = new Place("", List.of());

    Place {
        names = List.copyOf(names);
    }

    List<String> parents() {
        return names.subList(0, names.size() - 1);
    }

    String name() {
        return names.get(names.size() - 1);
    }

    RuleFailure failure(String rule, String code) {
        return new RuleFailure(rule, path, code);
    }

    /** Fails where a missing part is a failure, with the nearest name where names are those of a schema. */
    void missing(String rule, Policies.Missing policy, Branch root, Material material) {
        if (policy == Policies.Missing.FAIL) {
            throw new RuleFailure(rule, path, "missing", material.namesAreData() ? "" : complaint(root, material));
        }
    }

    private String complaint(Branch root, Material material) {
        Branch reached = root;
        for (String name : names) {
            if (!reached.parts().containsKey(name)) {
                return NearestName.complaint(name, List.copyOf(reached.parts().keySet()));
            }
            Branch inner = reached.inner(name, material);
            if (inner == null) {
                return name + " has no fields";
            }
            reached = inner;
        }
        return "";
    }
}
