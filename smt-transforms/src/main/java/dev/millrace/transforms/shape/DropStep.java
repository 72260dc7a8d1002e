package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;

/** Takes a part away. */
record DropStep(String rule, Place place, Policies.Missing missing) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        Branch parent = root.find(place.parents(), material);
        if (parent == null || !parent.parts().containsKey(place.name())) {
            place.missing(rule, missing, root, material);
            return false;
        }
        parent.parts().remove(place.name());
        return true;
    }
}
