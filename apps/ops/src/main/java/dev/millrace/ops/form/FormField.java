package dev.millrace.ops.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A field of the form: one option of a plugin or of the worker.
 *
 * @param title for people
 * @param control {@code text}, {@code area}, {@code number}, {@code choice} or {@code secret}
 * @param values to choose from
 * @param standard what holds where nothing is said; empty for nothing
 * @param hint unit, range and form of a value
 * @param suggestion with which an empty form begins
 */
record FormField(
        String name,
        String title,
        String documentation,
        String control,
        List<String> values,
        String standard,
        boolean required,
        String importance,
        String hint,
        String suggestion) {

    private static final int LONG = 2_000;

    FormField {
        values = List.copyOf(values);
    }

    static FormField of(JsonNode option) {
        List<String> values = texts(option.path("values"));
        return new FormField(
                option.path("name").asText(),
                option.path("displayName").asText(),
                option.path("documentation").asText(),
                control(
                        option.path("type").asText(),
                        values,
                        option.path("name").asText()),
                option.path("type").asText().equals("boolean") ? List.of("true", "false") : values,
                standard(option.path("default")),
                option.path("required").asBoolean(),
                option.path("importance").asText(),
                hint(option),
                "");
    }

    /** A text of several lines of which nothing is declared here. */
    static FormField text(String name) {
        return new FormField(name, "", "", "area", List.of(), "", false, "", "", "");
    }

    public boolean isSecret() {
        return control.equals("secret");
    }

    private static String control(String type, List<String> values, String name) {
        return switch (type) {
            case "boolean" -> "choice";
            case "password" -> "secret";
            case "int", "long", "short", "double" -> "number";
            case "list" -> "text";
            default ->
                values.isEmpty() ? (name.endsWith(".text") || name.endsWith(".layout") ? "area" : "text") : "choice";
        };
    }

    private static String standard(JsonNode value) {
        String text = value.isArray()
                ? texts(value).stream().collect(Collectors.joining(","))
                : value.isNull() ? "" : value.asText("");
        return text.length() > LONG ? "" : text;
    }

    private static String hint(JsonNode option) {
        StringJoiner hint = new StringJoiner(", ");
        Optional.of(option.path("form").asText(""))
                .filter(form -> !form.isEmpty())
                .ifPresent(hint::add);
        if (option.path("type").asText().equals("list")) {
            hint.add("separated by commas");
            List<String> values = texts(option.path("values"));
            if (!values.isEmpty()) {
                hint.add("of " + String.join(" ", values));
            }
        }
        Optional.of(option.path("unit").asText(""))
                .filter(unit -> !unit.isEmpty())
                .ifPresent(hint::add);
        Optional.of(option.path("minimum").asText(""))
                .filter(least -> !least.isEmpty())
                .ifPresent(least -> hint.add("at least " + least));
        Optional.of(option.path("maximum").asText(""))
                .filter(most -> !most.isEmpty() && most.length() < 12)
                .ifPresent(most -> hint.add("at most " + most));
        return hint.toString();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
