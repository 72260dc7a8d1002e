package dev.millrace.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The topics of a Debezium source, which has no setting for them: its prefix and the table's name, as the routers among its
 * transforms change them.
 *
 * @param settings its configuration
 */
record CapturedTopics(Map<String, String> settings) {
    private static final String ROUTER = "org.apache.kafka.connect.transforms.RegexRouter";

    CapturedTopics {
        settings = Map.copyOf(settings);
    }

    /** A topic for each table that is named; none for another connector. */
    List<String> names() {
        return list("table.include.list").stream()
                .map(table -> routed(settings.getOrDefault("topic.prefix", "") + "." + table))
                .toList();
    }

    private String routed(String topic) {
        String name = topic;
        for (String transform : list("transforms")) {
            String prefix = "transforms." + transform + ".";
            if (ROUTER.equals(settings.get(prefix + "type"))
                    && name.matches(settings.getOrDefault(prefix + "regex", ""))) {
                name = name.replaceFirst(
                        settings.getOrDefault(prefix + "regex", ""),
                        settings.getOrDefault(prefix + "replacement", "$0"));
            }
        }
        return name;
    }

    private List<String> list(String key) {
        return Arrays.stream(settings.getOrDefault(key, "").split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
