package dev.millrace.transforms.rewrite;

/**
 * A transform is where it can't do what it was told, such as a quarantine topic for records of a sink, which Kafka Connect
 * would never write. An error and no exception, for {@code errors.tolerance=all} passes over exceptions of transforms, and a
 * record would vanish for each.
 */
public final class MisusedTransform extends Error {

    private static final long serialVersionUID = 1L;

    /**
     * What is wrong.
     *
     * @param key the offending configuration key, as the transform declares it
     * @param sentence what is wrong and what to do
     */
    public MisusedTransform(String key, String sentence) {
        super("[misconfigured] " + key + " " + sentence);
    }
}
