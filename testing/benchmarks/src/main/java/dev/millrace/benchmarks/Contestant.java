package dev.millrace.benchmarks;

import java.util.Map;

/**
 * A connector that is measured.
 *
 * @param name what the report calls it; connectors and topics are named after it
 * @param configuration all that does not differ from round to round
 */
record Contestant(String name, Map<String, String> configuration) {
    Contestant {
        configuration = Map.copyOf(configuration);
    }
}
