package dev.millrace.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The options of the group, as a user would write them. */
final class DedupOptions {

    private DedupOptions() {}

    static DedupSettings settings(String... pairs) {
        return DedupSettings.from(config(map(pairs)));
    }

    /** The problems of a configuration, each as {@code key: sentence}. */
    static List<String> problems(String... pairs) {
        List<String> problems = new ArrayList<>();
        Map<String, String> given = map(pairs);
        DedupSettings.validate(config(given), given, (key, sentence) -> problems.add(key + ": " + sentence));
        return problems;
    }

    private static AbstractConfig config(Map<String, String> given) {
        ConfigDef definition = new ConfigDef();
        DedupSettings.define(definition);
        return new AbstractConfig(definition, given, false);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put(pairs[at], pairs[at + 1]);
        }
        return map;
    }
}
