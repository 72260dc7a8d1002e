package dev.millrace.rest;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A configuration with some options set anew: those that are given once more with a prefix. Immutable.
 *
 * @param prefix with its dot
 * @param set the options that the prefix sets, without it
 * @param all every option, as it is then
 */
record Overlay(String prefix, Set<String> set, Map<String, String> all) {

    Overlay {
        set = Set.copyOf(set);
        all = Map.copyOf(all);
    }

    /** Lays the options with this prefix over the others. */
    static Overlay of(String prefix, Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        given.forEach((key, value) -> {
            if (value != null && !key.startsWith(prefix)) {
                all.put(key, value);
            }
        });
        Set<String> set = given.keySet().stream()
                .filter(key -> key.startsWith(prefix) && given.get(key) != null)
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toSet());
        set.forEach(key -> all.put(key, String.valueOf(given.get(prefix + key))));
        return new Overlay(prefix, set, all);
    }

    /** What the option is called in the configuration as given. */
    String given(String key) {
        return set.contains(key) ? prefix + key : key;
    }

    AbstractConfig config(ConfigDef definition) {
        return new AbstractConfig(definition, all, false);
    }
}
