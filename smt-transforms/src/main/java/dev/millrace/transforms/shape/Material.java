package dev.millrace.transforms.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of a branch are: values of a map, or readers of a struct. */
interface Material {

    /** Whether names may be data, as those of maps are; a failure must not tell them then. */
    boolean namesAreData();

    /** Whether a part has named parts of its own. */
    boolean isBranch(Object part);

    /** A copy of its named parts, which can be changed. */
    Branch open(Object part);

    boolean isArray(Object part);

    /**
     * The elements of an array.
     *
     * @param most how many there may be
     * @throws dev.millrace.transforms.rewrite.RuleFailure where there are more
     */
    List<? extends @Nullable Object> elements(Object array, int most, String rule, String path);

    /** An array as text. */
    @Nullable
    Object text(Object array, ArrayText form, String rule, String path);

    /** An array of which a step reshapes each element. */
    Object each(Object array, Step step);

    /** A part that stands for null. */
    @Nullable
    Object absent();
}
