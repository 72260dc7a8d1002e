package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;

/** Does a step in each element of a list. */
record EachStep(String rule, Place list, Step inner, Policies.Missing missing) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        Branch parent = root.find(list.parents(), material);
        if (parent == null || !parent.parts().containsKey(list.name())) {
            list.missing(rule, missing, root, material);
            return false;
        }
        Object part = parent.parts().get(list.name());
        if (part == null) {
            return false;
        }
        if (!material.isArray(part)) {
            throw list.failure(rule, "no-list");
        }
        Object reshaped = material.each(part, inner);
        parent.parts().put(list.name(), reshaped);
        return reshaped != part;
    }
}
