package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins the names of nested parts to one: {@code address.city}. What holds nothing stays as it is. */
record FlattenStep(String rule, Place place, Form form, Policies.Missing missing) implements Step {

    /** What becomes of lists. */
    enum Arrays {
        KEEP,
        INDEX,
        JSON,
        JOIN
    }

    /**
     * How it is done.
     *
     * @param delimiter between the names
     * @param arrays what becomes of lists
     * @param text how they are written as text, where they are
     * @param depth how many names are joined to the first at most
     * @param elements how many elements of a list get a name at most
     */
    record Form(String delimiter, Arrays arrays, ArrayText text, int depth, int elements) {}

    @Override
    public boolean apply(Branch root, Material material) {
        Branch branch = root.find(place.names(), material);
        if (branch == null) {
            place.missing(rule, missing, root, material);
            return false;
        }
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        Flow flow = new Flow(flat, material);
        branch.parts().forEach((name, part) -> flow.add(name, part, form.depth()));
        branch.replace(flat);
        return flow.changed;
    }

    /** Where the parts go, one by one. */
    private final class Flow {

        private final Map<String, @Nullable Object> flat;
        private final Material material;
        private boolean changed;

        private Flow(Map<String, @Nullable Object> flat, Material material) {
            this.flat = flat;
            this.material = material;
        }

        private void add(String name, @Nullable Object part, int depth) {
            if (part != null && depth > 0 && material.isBranch(part)) {
                Branch inner = material.open(part);
                if (!inner.parts().isEmpty()) {
                    changed = true;
                    inner.parts().forEach((key, one) -> add(name + form.delimiter() + key, one, depth - 1));
                    return;
                }
            }
            boolean array = part != null && material.isArray(part);
            if (part == null || !array || form.arrays() == Arrays.KEEP) {
                put(name, part);
            } else if (form.arrays() == Arrays.INDEX) {
                index(name, part, depth);
            } else {
                changed = true;
                put(name, material.text(part, form.text(), rule, name));
            }
        }

        private void index(String name, Object array, int depth) {
            List<? extends @Nullable Object> elements = material.elements(array, form.elements(), rule, name);
            if (elements.isEmpty() || depth == 0) {
                put(name, array);
                return;
            }
            changed = true;
            for (int at = 0; at < elements.size(); at++) {
                add(name + form.delimiter() + at, elements.get(at), depth - 1);
            }
        }

        private void put(String name, @Nullable Object part) {
            Branch.add(flat, name, part, () -> {
                throw place.failure(rule, "name-collision");
            });
        }
    }
}
