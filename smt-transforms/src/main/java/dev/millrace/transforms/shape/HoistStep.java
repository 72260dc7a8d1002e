package dev.millrace.transforms.shape;

/** Puts the whole into a part of its own, as the built-in HoistField does. */
record HoistStep(String rule, String name) implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        root.wrap(name);
        return true;
    }
}
