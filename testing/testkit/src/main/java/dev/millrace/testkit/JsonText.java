package dev.millrace.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, texts, numbers and booleans as indented JSON; scalars of a list share a line. For documents of the build. */
final class JsonText {

    private JsonText() {}

    static String of(Object value) {
        return write(value, "");
    }

    private static String write(Object value, String margin) {
        if (value instanceof Map<?, ?> map) {
            return lines(
                    "{",
                    map.entrySet().stream()
                            .map(entry -> quoted(String.valueOf(entry.getKey())) + ": "
                                    + write(entry.getValue(), margin + "  "))
                            .toList(),
                    "}",
                    margin);
        }
        if (value instanceof List<?> list) {
            boolean flat = list.stream().noneMatch(element -> element instanceof Map || element instanceof List);
            return flat
                    ? list.stream().map(element -> write(element, margin)).collect(Collectors.joining(", ", "[", "]"))
                    : lines(
                            "[",
                            list.stream()
                                    .map(element -> write(element, margin + "  "))
                                    .toList(),
                            "]",
                            margin);
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    private static String lines(String open, List<String> parts, String close, String margin) {
        if (parts.isEmpty()) {
            return open + close;
        }
        return parts.stream()
                .map(part -> margin + "  " + part)
                .collect(Collectors.joining(",\n", open + "\n", "\n" + margin + close));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(character -> {
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (character < ' ') {
                        json.append("\\u%04x".formatted(character));
                    } else {
                        json.append((char) character);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
