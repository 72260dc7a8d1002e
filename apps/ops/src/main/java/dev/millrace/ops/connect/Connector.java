package dev.millrace.ops.connect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector of a cluster.
 *
 * @param type {@code source} or {@code sink}
 * @param config as it was given, with references in place
 */
public record Connector(String name, String type, Map<String, String> config, State state) {

    public Connector {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }
}
