package dev.millrace.ops.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connector's configuration in a file: the flat object that {@code PUT /connectors/NAME/config} takes, or the one with
 * {@code name} and {@code config} that {@code POST /connectors} takes (KIP-26).
 *
 * @param settings with variables of the environment put in where they are set
 */
public record ConnectorFile(Map<String, String> settings) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w[\\w-]*:[^}]*}");

    public ConnectorFile {
        settings = Map.copyOf(settings);
    }

    /** What a file says, to be read by {@link #read(String, String, Map)}. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file with a connector's configuration", missing);
        }
    }

    /**
     * Reads a text of the caller's own.
     *
     * @param name by which a failure calls it
     * @param others replace what it says
     */
    public static ConnectorFile read(String name, String text, Map<String, String> others) {
        Map<String, String> settings = settings(name, text);
        settings.replaceAll((key, value) -> known(value));
        settings.putAll(others);
        return new ConnectorFile(settings);
    }

    /** Reads a text from somebody else, of which nothing is looked up in this process's environment. */
    public static ConnectorFile pasted(String text) {
        return new ConnectorFile(settings("the configuration", text));
    }

    private static Map<String, String> settings(String name, String text) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException wrong) {
            throw CommandFailure.usage(name + " is no JSON: " + wrong.getOriginalMessage() + " at line "
                    + wrong.getLocation().getLineNr() + "; mend it there");
        }
        JsonNode config = json.path("config").isObject() ? json.path("config") : json;
        if (!config.isObject()) {
            throw CommandFailure.usage(name + " holds no JSON object; it must hold a connector's configuration");
        }
        Map<String, String> settings = new TreeMap<>();
        config.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                settings.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return settings;
    }

    private static String known(String value) {
        return VARIABLE.matcher(value).replaceAll(match -> {
            String set = System.getenv(match.group(1));
            return Matcher.quoteReplacement(set == null ? match.group() : set);
        });
    }

    /** The value of a key; empty where it is not set. */
    public String get(String key) {
        return settings.getOrDefault(key, "").strip();
    }

    /** The entries of a list, as Kafka reads them. */
    public List<String> list(String key) {
        return Arrays.stream(get(key).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    public boolean isSink() {
        return !get("topics").isEmpty() || !get("topics.regex").isEmpty();
    }

    /** What stands behind a prefix, without it. */
    public Map<String, String> below(String prefix) {
        Map<String, String> found = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), resolved(key, value));
            }
        });
        return found;
    }

    /** The settings of those keys that are set. */
    public Map<String, String> only(Iterable<String> keys) {
        Map<String, String> found = new TreeMap<>();
        for (String key : keys) {
            String value = settings.get(key);
            if (value != null) {
                found.put(key, resolved(key, value));
            }
        }
        return found;
    }

    /** A worker's config providers are not here. */
    private static String resolved(String key, String value) {
        reference(value).ifPresent(reference -> {
            throw CommandFailure.usage(
                    key + " needs " + reference + ", which only a worker knows: give a value by --set " + key + "=...");
        });
        return value;
    }

    /** What a value says only to a worker, by one of its config providers (KIP-297); empty when it says it itself. */
    public static Optional<String> reference(String value) {
        return REFERENCE
                .matcher(value)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .filter(open -> !open.startsWith("${value") && !open.startsWith("${key"));
    }
}
