package dev.millrace.webhook.listener;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings for listeners on a free port of this machine. */
final class TestListeners {

    private TestListeners() {}

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        ListenerSettings.define(definition);
        RouteSettings.define(definition);
        Map<String, String> all = new HashMap<>(Map.of(
                ListenerSettings.HOST,
                "127.0.0.1",
                ListenerSettings.PORT,
                "0",
                ListenerSettings.LINGER,
                "0",
                RouteSettings.PATH,
                "/hook"));
        all.putAll(options);
        return new AbstractConfig(definition, all, false);
    }

    static ListenerSettings settings(String... keysAndValues) {
        return ListenerSettings.from(config(options(keysAndValues)));
    }

    static Map<String, String> options(String... keysAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            options.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        return options;
    }
}
