package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of {@code config-examples}.
 *
 * @param title the file's path below the folder, without {@code .json}
 * @param settings what it configures, in its own order
 */
record ConfigExample(String title, Map<String, String> settings) {

    static final Path FOLDER = Path.of(System.getProperty("millrace.root"), "config-examples");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A reference that a config provider resolves: {@code ${provider:[path:]key}}. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):([^}]+)}");

    ConfigExample {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Every example, by title. */
    static List<ConfigExample> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ConfigExample::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The example with this title. */
    static ConfigExample titled(String title) {
        return read(FOLDER.resolve(title + ".json"));
    }

    private static ConfigExample read(Path file) {
        try {
            return of(FOLDER.relativize(file).toString().replace(".json", ""), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ConfigExample of(String title, String text) {
        try {
            return new ConfigExample(
                    title, JSON.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {}));
        } catch (JsonProcessingException wrong) {
            throw new UncheckedIOException(title, wrong);
        }
    }

    ConfigExample with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new ConfigExample(title, changed);
    }

    ConfigExample without(String key) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.remove(key);
        return new ConfigExample(title, changed);
    }

    /** The file's own name, without its folder. */
    String fileName() {
        return title.substring(title.lastIndexOf('/') + 1);
    }

    Path page() {
        return FOLDER.resolve(title + ".md");
    }

    Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    String name() {
        return settings.getOrDefault("name", "");
    }

    String type() {
        return settings.getOrDefault("connector.class", "");
    }

    /** Sinks name the topics that they read. */
    boolean isSink() {
        return settings.containsKey("topics") || settings.containsKey("topics.regex");
    }

    /** The parts of a list; none when the key is not there. */
    List<String> list(String key) {
        return setting(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
    }

    /** The names of the environment variables that it refers to. */
    TreeSet<String> variables() {
        TreeSet<String> variables = new TreeSet<>();
        settings.values()
                .forEach(value -> REFERENCE
                        .matcher(value)
                        .results()
                        .filter(reference -> reference.group(1).equals("env"))
                        .forEach(reference -> variables.add(reference.group(2))));
        return variables;
    }

    /** Where it puts what can't be read, mapped or delivered: the topics and folders of all its options for that. */
    TreeSet<String> asidePlaces() {
        TreeSet<String> places = new TreeSet<>();
        settings.forEach((key, value) -> {
            if (key.matches("(.*\\.)?(malformed\\.topic|rejected\\.topic|quarantine\\.topic|quarantine\\.folder)"
                    + "|errors\\.deadletterqueue\\.topic\\.name")) {
                places.add(value);
            }
        });
        return places;
    }

    /** Whether a text is nothing but a reference to a config provider. */
    static boolean isReference(String value) {
        return REFERENCE.matcher(value).matches();
    }

    String json() {
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
