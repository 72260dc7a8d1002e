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
import java.util.regex.Pattern;

/**
 * The configuration of a connector as a file holds it: a flat JSON object, or one wrapped as {@code {"name": ..., "config":
 * {...}}} as the REST API takes and shows it.
 *
 * @param file its path below the folder that was read
 * @param settings in the file's order, the name among them
 */
public record ConnectorFile(String file, Map<String, String> settings) {

    /** Where a configuration puts what can't be read or delivered; folders begin with a slash. */
    private static final Pattern SET_ASIDE =
            Pattern.compile("(.*\\.)?(malformed\\.topic|rejected\\.topic|quarantine\\.topic)"
                    + "|errors\\.deadletterqueue\\.topic\\.name");

    private static final List<String> SIDE_TOPICS =
            List.of("audit.topic", "session.topic", "edi.ack.topic", "response.topic", "dedup.topic");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public ConnectorFile {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException that says, behind the file's name, why the text is no configuration
     */
    public static ConnectorFile of(String file, String text) {
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
    public String name() {
        return settings.getOrDefault("name", "");
    }

    public String type() {
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

    /** The topics that get what could not be read or delivered, as they are named, in the order of the alphabet. */
    public List<String> setAsideTopics() {
        return settings.entrySet().stream()
                .filter(setting -> SET_ASIDE.matcher(setting.getKey()).matches()
                        && !setting.getValue().isBlank())
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .toList();
    }

    /** The topics that tell of the work itself: audit events, sessions, acknowledgements, answers; as they are named. */
    public List<String> sideTopics() {
        return SIDE_TOPICS.stream()
                .map(key -> settings.getOrDefault(key, ""))
                .filter(topic -> !topic.isBlank())
                .distinct()
                .toList();
    }

    /** Sinks name the topics that they read. */
    public boolean isSink() {
        return settings.containsKey("topics") || settings.containsKey("topics.regex");
    }
}
