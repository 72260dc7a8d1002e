package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;
import java.util.Collections;

/** Gives a part another name, in its place. */
record RenameStep(String rule, Place place, String name, Policies.Missing missing) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        Branch parent = root.find(place.parents(), material);
        if (parent == null || !parent.parts().containsKey(place.name())) {
            place.missing(rule, missing, root, material);
            return false;
        }
        Object part = parent.parts().get(place.name());
        parent.splice(place.name(), Collections.singletonMap(name, part), () -> {
            throw place.failure(rule, "name-collision");
        });
        return true;
    }
}
