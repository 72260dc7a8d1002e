package dev.millrace.ops.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.ops.cluster.ConfigDesk;
import dev.millrace.ops.cluster.ConnectorFile;
import dev.millrace.ops.cluster.Finding;
import dev.millrace.ops.cluster.LintRule;
import dev.millrace.ops.console.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was filled in, as the configuration that it makes.
 *
 * @param settings by key, connector.class among them
 */
record FormValues(ConnectorForm form, Map<String, String> settings) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What every field's name begins with, so that no option is taken for a field of the page. */
    private static final String FIELD = "set.";

    FormValues {
        settings = new LinkedHashMap<>(settings);
    }

    /** What an empty form begins with. */
    static FormValues suggested(ConnectorForm form) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("connector.class", form.type()));
        form.fields()
                .filter(field -> !field.suggestion().isEmpty())
                .forEach(field -> settings.put(field.name(), field.suggestion()));
        return new FormValues(form, settings);
    }

    /** What was posted; of what is no option, texts as fields too, and the rest a line each as {@code key=value}. */
    static FormValues of(ConnectorForm form, Visit visit) {
        Map<String, String> settings = new LinkedHashMap<>();
        visit.form(FIELD + "name").ifPresent(name -> settings.put("name", name.strip()));
        settings.put("connector.class", form.type());
        Stream.concat(
                        form.fields().map(FormField::name),
                        visit.form().keySet().stream()
                                .filter(key -> key.startsWith(FIELD))
                                .map(key -> key.substring(FIELD.length()))
                                .sorted())
                .forEach(key ->
                        visit.form(FIELD + key).map(FormValues::kept).ifPresent(value -> settings.put(key, value)));
        visit.form("more").orElse("").lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String value = line.substring(equals + 1);
                settings.putIfAbsent(line.substring(0, equals).strip(), value.isBlank() ? value : value.strip());
            }
        });
        return new FormValues(form, settings);
    }

    /** A browser ends lines its own way; what stands around one line is a slip of the hand. */
    private static String kept(String value) {
        String lines = value.replace("\r\n", "\n");
        return isText(lines) ? lines : lines.strip();
    }

    private static boolean isText(String value) {
        return value.contains("\n");
    }

    ConnectorFile file() {
        return new ConnectorFile("", settings);
    }

    /** By key, what is wrong by the suite's rules and the bundled definitions. */
    Map<String, List<String>> problems() {
        Map<String, List<String>> problems = byKey(check());
        if (isSinkWithoutTopics()) {
            problems.put("topics", List.of("is required and not there"));
        }
        return problems;
    }

    /** A sink is told from a source by its topics, which may not be filled in yet. */
    private List<Finding> check() {
        Map<String, String> checked = new LinkedHashMap<>(settings);
        if (isSinkWithoutTopics()) {
            checked.put("topics", "");
        }
        return ConfigDesk.check(new ConnectorFile("", checked));
    }

    private boolean isSinkWithoutTopics() {
        return form.sink() && !settings.containsKey("topics") && !settings.containsKey("topics.regex");
    }

    static Map<String, List<String>> byKey(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(
                        Finding::key, LinkedHashMap::new, Collectors.mapping(Finding::message, Collectors.toList())));
    }

    /** The same without secrets that are no references: they are neither shown nor handed on. */
    FormValues withoutSecrets() {
        Set<String> secrets = check().stream()
                .filter(finding -> finding.code() == LintRule.SECRET_IN_FILE)
                .map(Finding::key)
                .collect(Collectors.toSet());
        Map<String, String> rest = new LinkedHashMap<>(settings);
        rest.keySet().removeAll(secrets);
        return new FormValues(form, rest);
    }

    /** As the REST API takes it. */
    String json() {
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The settings that no field of the form can hold, a line each: an empty field means the default. */
    String more() {
        Set<String> fields = form.fields().map(FormField::name).collect(Collectors.toSet());
        return settings.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("connector.class") && !isText(entry.getValue()))
                .filter(entry ->
                        !fields.contains(entry.getKey()) || entry.getValue().isBlank())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The settings of several lines that are no option of the form, as fields of their own. */
    List<FormField> texts() {
        Set<String> fields = form.fields().map(FormField::name).collect(Collectors.toSet());
        return settings.entrySet().stream()
                .filter(entry -> !fields.contains(entry.getKey()) && isText(entry.getValue()))
                .map(entry -> FormField.text(entry.getKey()))
                .toList();
    }
}
