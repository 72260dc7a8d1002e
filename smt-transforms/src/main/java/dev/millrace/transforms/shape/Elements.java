package dev.millrace.transforms.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array that was made of parts. */
record Elements(List<? extends @Nullable Object> parts, String rule, String path) {

    Elements {
        parts = Collections.unmodifiableList(new ArrayList<>(parts));
    }

    /** The same with a step done to each element that has parts. */
    Elements each(Step step, Material material) {
        List<@Nullable Object> reshaped = new ArrayList<>();
        for (Object element : parts) {
            if (element != null && material.isBranch(element)) {
                Branch branch = material.open(element);
                step.apply(branch, material);
                reshaped.add(branch);
            } else {
                reshaped.add(element);
            }
        }
        return new Elements(reshaped, rule, path);
    }
}
