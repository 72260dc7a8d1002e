package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a part where it stood itself. */
record LiftStep(String rule, Place place, String prefix, Policies.Missing missing) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        Branch parent = root.find(place.parents(), material);
        if (parent == null || !parent.parts().containsKey(place.name())) {
            place.missing(rule, missing, root, material);
            return false;
        }
        Branch inner = parent.inner(place.name(), material);
        if (inner == null && parent.parts().get(place.name()) != null) {
            throw place.failure(rule, "no-object");
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        if (inner != null) {
            inner.parts().forEach((name, part) -> parts.put(prefix + name, part));
        }
        parent.splice(place.name(), parts, () -> {
            throw place.failure(rule, "name-collision");
        });
        return true;
    }
}
