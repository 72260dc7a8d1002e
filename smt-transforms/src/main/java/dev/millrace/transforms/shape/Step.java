package dev.millrace.transforms.shape;

/** One step of a restructuring. Immutable, for any thread. */
interface Step {

    /** What tells it from the others. */
    String rule();

    /**
     * Moves parts.
     *
     * @return whether there was anything to move
     * @throws dev.millrace.transforms.rewrite.RuleFailure when two parts would have one name, and the like
     */
    boolean apply(Branch root, Material material);
}
