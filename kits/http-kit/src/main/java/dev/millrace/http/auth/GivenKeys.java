package dev.millrace.http.auth;

import dev.millrace.kit.Problems;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;

/** Finds options that were given and have no effect, where that can only be a mistake. */
final class GivenKeys {

    private GivenKeys() {}

    /**
     * Reports those of the keys that were given, unless the choice was written out that makes them useless: a route that
     * chooses otherwise than its connector inherits the options of the connector's choice.
     *
     * @param sentence why a key has no effect
     */
    static void report(
            AbstractConfig config,
            String choice,
            Collection<String> keys,
            Function<String, String> sentence,
            Problems problems) {
        Map<String, Object> given = config.originals();
        if (given.containsKey(choice)) {
            return;
        }
        for (String key : keys) {
            Object value = given.get(key);
            if (value != null && !value.toString().isBlank()) {
                problems.report(key, sentence.apply(key) + ": set that, or remove it");
            }
        }
    }
}
