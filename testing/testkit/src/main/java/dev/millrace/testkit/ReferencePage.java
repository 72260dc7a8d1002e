package dev.millrace.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** Reference pages made from declarations, and the check that the checked-in page says the same. */
public final class ReferencePage {
    /** The system property that makes {@link #matches} rewrite a page instead of failing. */
    public static final String UPDATE = "millrace.reference.update";

    private static final String HEAD = """
            | key | type | default | values | what it decides |
            |---|---|---|---|---|
            """;

    private ReferencePage() {}

    /** Markdown with a heading and a table per group of options; groups and keys in the order of the declaration. */
    public static String options(ConfigDef definition) {
        Map<String, List<ConfigDef.ConfigKey>> groups = definition.configKeys().values().stream()
                .filter(key -> !key.internalConfig)
                .sorted((a, b) -> Integer.compare(place(definition, a), place(definition, b)))
                .collect(Collectors.groupingBy(ReferencePage::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> "## " + group.getKey() + "\n\n" + table(group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static int place(ConfigDef definition, ConfigDef.ConfigKey key) {
        int group = definition.groups().indexOf(key.group);
        return (group + 1) * 10_000 + key.orderInGroup;
    }

    private static String group(ConfigDef.ConfigKey key) {
        return key.group == null ? "Other" : key.group;
    }

    private static String table(List<ConfigDef.ConfigKey> keys) {
        return HEAD + keys.stream().map(ReferencePage::row).collect(Collectors.joining());
    }

    private static String row(ConfigDef.ConfigKey key) {
        return "| `" + key.name + "` | " + key.type().toString().toLowerCase(Locale.ROOT) + " | " + standard(key)
                + " | " + values(key) + " | " + cell(key.documentation) + " |\n";
    }

    private static String standard(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "**required**";
        }
        Object value = key.defaultValue;
        if (value == null) {
            return "";
        }
        String text = ConfigDef.convertToString(value, key.type());
        return text == null || text.isEmpty() ? "(empty)" : "`" + cell(text) + "`";
    }

    private static String values(ConfigDef.ConfigKey key) {
        return words(key).map(ReferencePage::cell).orElse("");
    }

    /** What the check of an option says of the values it accepts. */
    static Optional<String> words(ConfigDef.ConfigKey key) {
        return Optional.ofNullable(key.validator)
                .map(Object::toString)
                // A lambda has no words of its own, but a number that is another one in every run.
                .filter(words -> !words.contains("$$Lambda") && !words.isBlank());
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
    }

    /**
     * Compares a checked-in page with its generated text, line ends aside; fails with the first line that differs and
     * with how to update the page, or rewrites it when {@value #UPDATE} is {@code true}.
     */
    public static void matches(Path page, String generated) {
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Path folder = page.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(page, generated);
                return;
            }
            String checkedIn = Files.exists(page) ? Files.readString(page).replace("\r\n", "\n") : "";
            if (!checkedIn.equals(generated)) {
                throw new AssertionError(page + " differs from what the code declares, first in: "
                        + firstDifference(checkedIn, generated) + "\nRun the build once with -D" + UPDATE
                        + "=true and check in the page.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the reference page " + page + " can't be read or written", e);
        }
    }

    private static String firstDifference(String checkedIn, String generated) {
        List<String> old = checkedIn.lines().toList();
        List<String> current = generated.lines().toList();
        for (int line = 0; line < current.size(); line++) {
            if (line >= old.size() || !old.get(line).equals(current.get(line))) {
                return "line " + (line + 1) + ", which should read: " + current.get(line);
            }
        }
        return "the end, where the page says more";
    }
}
