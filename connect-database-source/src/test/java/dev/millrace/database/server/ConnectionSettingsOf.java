package dev.millrace.database.server;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of a configuration. */
final class ConnectionSettingsOf {

    private ConnectionSettingsOf() {}

    static ConnectionSettings server(String url, String username, String password, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                ConnectionSettings.URL, url,
                ConnectionSettings.USERNAME, username,
                ConnectionSettings.PASSWORD, password));
        for (int at = 0; at < more.length; at += 2) {
            properties.put(more[at], more[at + 1]);
        }
        return ConnectionSettings.from(config(properties));
    }

    static AbstractConfig config(Map<String, String> properties) {
        ConfigDef definition = new ConfigDef();
        ConnectionSettings.define(definition);
        return new AbstractConfig(definition, properties, false);
    }
}
