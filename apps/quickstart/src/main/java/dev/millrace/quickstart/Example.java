package dev.millrace.quickstart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One file of {@code config-examples}: the configuration of a connector, sent to the worker as it is.
 *
 * @param text the file's text
 * @param settings the same, read
 */
record Example(String text, Map<String, String> settings) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");
    /** The options of file sources that name folders on the partner's server which must be there. */
    private static final List<String> FOLDERS =
            List.of("input.folders", "archive.folder", "quarantine.folder", "edi.ack.folder");

    Example {
        settings = Map.copyOf(settings);
    }

    /** What examples begin with that need partners of their own, such as a CRM or a trading partner. */
    private static final String SCENARIO = "scenario-";

    /**
     * Reads every {@code *.json} of the folder but the scenarios, whose partners are not on this stage: sources first, so that
     * the topics of the sinks are there soon.
     */
    static List<Example> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.getFileName().toString().startsWith(SCENARIO))
                    .sorted()
                    .toList();
        }
        List<Example> sources = new ArrayList<>();
        List<Example> sinks = new ArrayList<>();
        for (Path file : files) {
            Example example = read(Files.readString(file));
            (example.isSink() ? sinks : sources).add(example);
        }
        sources.addAll(sinks);
        return List.copyOf(sources);
    }

    static Example read(String text) throws IOException {
        return new Example(text, new ObjectMapper().readValue(text, new TypeReference<Map<String, String>>() {}));
    }

    String name() {
        return setting("name").orElseThrow(() -> new IllegalArgumentException("a configuration without a name"));
    }

    int tasks() {
        return setting("tasks.max").map(Integer::parseInt).orElse(1);
    }

    /** Sinks name the topics they read, sources the one they write. */
    boolean isSink() {
        return settings.containsKey("topics");
    }

    /** The topics that a sink reads, or that a source writes its records to. */
    List<String> topics() {
        return isSink()
                ? list("topics")
                : setting("topic").map(List::of).orElseGet(() -> new CapturedTopics(settings).names());
    }

    private List<String> list(String key) {
        return Arrays.stream(setting(key).orElse("").split(","))
                .map(String::trim)
                .toList();
    }

    /** The variables of the worker's environment that it refers to. */
    Set<String> variables() {
        return VARIABLE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** The folders on the SFTP server that must be there when it is configured, from the root on; none for others. */
    List<String> sftpFolders() {
        return FOLDERS.stream()
                .filter(key -> settings.containsKey("sftp.host"))
                .flatMap(key -> setting(key).stream())
                .toList();
    }

    Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }
}
