package dev.millrace.transforms.shape;

import java.util.List;

/** Takes away every part of a name, at any depth and in the elements of lists. */
record DropEverywhereStep(String rule, Place place) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        boolean dropped = root.parts().containsKey(place.name());
        root.parts().remove(place.name());
        for (String name : List.copyOf(root.parts().keySet())) {
            Object part = root.parts().get(name);
            if (part != null && material.isArray(part)) {
                Object reshaped = material.each(part, this);
                root.parts().put(name, reshaped);
                dropped |= reshaped != part;
            } else {
                Branch inner = root.inner(name, material);
                dropped |= inner != null && apply(inner, material);
            }
        }
        return dropped;
    }
}
