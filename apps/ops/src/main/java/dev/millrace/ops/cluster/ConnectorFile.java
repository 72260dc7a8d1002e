package dev.millrace.ops.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a connector as a file holds it: a flat JSON object, or one wrapped as {@code {"name": ..., "config":
 * {...}}} as the REST API takes and shows it.
 *
 * @param file its path below the folder that was read
 * @param settings in the file's order, the name among them
 */
public record ConnectorFile(String file, Map<String, String> settings) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public ConnectorFile {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException that says, behind the file's name, why the text is no configuration
     */
    static ConnectorFile of(String file, String text) {
        JsonNode document;
        try {
            document = JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException(
                    "is not JSON: line " + noJson.getLocation().getLineNr(), noJson);
        }
        boolean wrapped = document.path("config").isObject();
        JsonNode config = wrapped ? document.path("config") : document;
        Map<String, String> settings = new LinkedHashMap<>();
        if (wrapped && document.path("name").isTextual()) {
            settings.put("name", document.path("name").asText());
        }
        config.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                throw new IllegalArgumentException(
                        "is no configuration: " + entry.getKey() + " must be a text, a number or a truth value");
            }
            settings.put(entry.getKey(), entry.getValue().asText());
        });
        if (!settings.containsKey("connector.class")) {
            throw new IllegalArgumentException("is no configuration of a connector: connector.class is missing");
        }
        return new ConnectorFile(file, settings);
    }

    /** Empty when it has none. */
    String name() {
        return settings.getOrDefault("name", "");
    }

    String type() {
        return settings.getOrDefault("connector.class", "");
    }

    Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** The parts of a list; none when the key is not there. */
    List<String> list(String key) {
        List<String> parts =
                new ArrayList<>(Arrays.asList(settings.getOrDefault(key, "").split(",")));
        parts.replaceAll(String::strip);
        parts.removeIf(String::isEmpty);
        return parts;
    }

    /** Sinks name the topics that they read. */
    boolean isSink() {
        return settings.containsKey("topics") || settings.containsKey("topics.regex");
    }
}
