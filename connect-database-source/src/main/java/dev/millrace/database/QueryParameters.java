package dev.millrace.database;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of a query's parameters, by their names. They show in no message, not even in {@link #toString}.
 *
 * @param values each typed
 */
record QueryParameters(Map<String, Value> values) {

    private static final Pattern ENTRY =
            Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_]*)(?::([A-Za-z]+))?\\s*=(.*)", Pattern.DOTALL);

    /** A value as drivers take it. */
    record Value(ParameterType type, Object object) {

        @Override
        public String toString() {
            return type.toString();
        }
    }

    QueryParameters {
        values = Map.copyOf(values);
    }

    /**
     * Reads entries such as {@code region=EU, since:date=2026-01-31}: commas and ends of lines part them, a backslash in
     * front of a comma or another backslash makes it part of a value.
     *
     * @throws IllegalArgumentException when one is none; the message names its parameter, never its value
     */
    static QueryParameters parse(String text) {
        Map<String, Value> values = new LinkedHashMap<>();
        StringBuilder entry = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            char next = at < text.length() ? text.charAt(at) : ',';
            if (next == ',' || next == '\n') {
                put(values, entry.toString());
                entry.setLength(0);
            } else {
                boolean isEscape = next == '\\'
                        && at + 1 < text.length()
                        && (text.charAt(at + 1) == ',' || text.charAt(at + 1) == '\\');
                entry.append(isEscape ? text.charAt(++at) : next);
            }
        }
        return new QueryParameters(values);
    }

    Optional<Value> of(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static void put(Map<String, Value> values, String text) {
        if (text.isBlank()) {
            return;
        }
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            throw new IllegalArgumentException(
                    "entry " + (values.size() + 1) + " is not written as name=value or name:type=value");
        }
        String name = entry.group(1);
        ParameterType type = entry.group(2) == null ? ParameterType.TEXT : type(name, entry.group(2));
        try {
            Value value = new Value(type, type.parse(entry.group(3).strip()));
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException("it has more than one value");
            }
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the value of " + name + " can't be read: " + wrong.getMessage());
        }
    }

    private static ParameterType type(String name, String text) {
        return Stream.of(ParameterType.values())
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has a type that is not known; there are "
                        + Stream.of(ParameterType.values())
                                .map(type -> type.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
