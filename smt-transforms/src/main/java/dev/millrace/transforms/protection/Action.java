package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a rule does, read and checked as far as that goes without keys.
 *
 * @param needs what a key must be for; empty where none is needed
 * @param key the id of the key that the rule names
 * @param made makes the change when the keys are there
 */
record Action(Optional<KeyUse> needs, Optional<String> key, Function<Means, Change> made) {

    static Action keyless(Change change) {
        return new Action(Optional.empty(), Optional.empty(), means -> change);
    }

    /** Whether a key of a set is there for it; an IllegalArgumentException says which is not. */
    void check(Keyset keys) {
        needs.ifPresent(use -> keys.key(key, use));
    }
}
