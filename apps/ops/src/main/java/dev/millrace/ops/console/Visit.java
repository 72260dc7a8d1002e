package dev.millrace.ops.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param names what stands in the path for the names in the route's braces, decoded
 * @param query the fields behind the question mark
 * @param form the fields of a posted form
 */
public record Visit(
        User user,
        String path,
        Map<String, String> names,
        Map<String, List<String>> query,
        Map<String, List<String>> form) {

    public Visit {
        names = Map.copyOf(names);
        query = Map.copyOf(query);
        form = Map.copyOf(form);
    }

    /** What stands in the path for a name in braces. */
    public String name(String name) {
        return Optional.ofNullable(names.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the route has no {" + name + "}"));
    }

    /** A field behind the question mark that is not blank. */
    public Optional<String> query(String field) {
        return first(query, field);
    }

    /** A field of the form that is not blank. */
    public Optional<String> form(String field) {
        return first(form, field);
    }

    private static Optional<String> first(Map<String, List<String>> fields, String field) {
        return fields.getOrDefault(field, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
