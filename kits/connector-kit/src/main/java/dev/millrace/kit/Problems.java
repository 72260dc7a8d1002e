package dev.millrace.kit;

/** Where a check reports what is wrong with a configuration: on the key that a person must change. */
@FunctionalInterface
public interface Problems {

    /**
     * Reports one problem.
     *
     * @param key the offending configuration key
     * @param sentence what is wrong and what to do, for a person; never a secret value
     */
    void report(String key, String sentence);
}
