package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;
import org.jspecify.annotations.Nullable;

/** Puts a part, or a copy of it, where another path leads to; what lies on the way there is made. */
record MoveStep(String rule, Place from, Place to, boolean copy, boolean replace, Policies.Missing missing)
        implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        Branch source = root.find(from.parents(), material);
        boolean there = source != null && source.parts().containsKey(from.name());
        if (!there) {
            from.missing(rule, missing, root, material);
            if (missing != Policies.Missing.NULL) {
                return false;
            }
        }
        Object part = source != null && there ? taken(source) : material.absent();
        put(root, material, part);
        return true;
    }

    private @Nullable Object taken(Branch source) {
        Object part = source.parts().get(from.name());
        if (copy) {
            return part instanceof Branch branch ? branch.copy() : part;
        }
        source.parts().remove(from.name());
        return part;
    }

    private void put(Branch root, Material material, @Nullable Object part) {
        Branch target = root.way(to.parents(), material, () -> {
            throw to.failure(rule, "name-collision");
        });
        if (target.parts().containsKey(to.name()) && !replace) {
            throw to.failure(rule, "name-collision");
        }
        target.parts().put(to.name(), part);
    }
}
