package dev.millrace.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the plugins of the suite and the worker declare, as it was when this command was built: the descriptors of
 * docs/reference, which the build puts beside this class.
 */
public final class BundledDefinitions {

    /** A resource each; a test compares them with docs/reference. */
    static final List<String> PLUGINS = List.of(
            "connect-sftp-source",
            "connect-legacy-binary-source",
            "connect-webhook-source",
            "connect-rest-source",
            "connect-rest-sink",
            "connect-database-source",
            "smt-transforms");

    private static final ObjectMapper JSON = new ObjectMapper();

    public static final BundledDefinitions ALL = new BundledDefinitions();

    private final Map<String, Map<String, OptionDefinition>> plugins = new HashMap<>();
    private final List<JsonNode> connectors = new ArrayList<>();
    private final JsonNode worker = read("worker.json");

    private BundledDefinitions() {
        for (String plugin : PLUGINS) {
            for (JsonNode component : read("descriptors/" + plugin + ".json").path("components")) {
                Map<String, OptionDefinition> options = options(component.path("options"));
                if (component.path("kind").asText().endsWith("-connector")) {
                    connectors.add(component);
                }
                component.path("classes").forEach(type -> plugins.put(type.asText(), options));
            }
        }
    }

    /** The connectors of the suite, as docs/reference/descriptor.schema.json has components. */
    public List<JsonNode> connectors() {
        return List.copyOf(connectors);
    }

    /** The options of a connector, a transform or a predicate by its class; empty for one that is not of the suite. */
    Optional<Map<String, OptionDefinition>> of(String type) {
        return Optional.ofNullable(plugins.get(type));
    }

    /** What the worker takes of every connector of this kind (ConnectorConfig and its two children, Kafka 4.3). */
    Map<String, OptionDefinition> worker(boolean sink) {
        Map<String, OptionDefinition> options = new LinkedHashMap<>(options(worker.path("common")));
        options.putAll(options(worker.path(sink ? "sink" : "source")));
        return options;
    }

    private static Map<String, OptionDefinition> options(JsonNode declared) {
        Map<String, OptionDefinition> options = new LinkedHashMap<>();
        declared.forEach(option -> options.put(option.path("name").asText(), OptionDefinition.of(option)));
        return Collections.unmodifiableMap(options);
    }

    private static JsonNode read(String resource) {
        try (InputStream text =
                Objects.requireNonNull(BundledDefinitions.class.getResourceAsStream(resource), resource)) {
            return JSON.readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }
}
