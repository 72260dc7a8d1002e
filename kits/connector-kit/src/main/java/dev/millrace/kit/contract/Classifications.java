package dev.millrace.kit.contract;

import dev.millrace.kit.path.PathText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the places of a JSON Schema that carry {@code classification} or {@code x-classification}. */
final class Classifications {

    private final Object root;
    private final Map<String, String> found = new LinkedHashMap<>();

    /** References that are being followed, each to the place where that began. */
    private final Map<String, String> followed = new HashMap<>();

    /** Places of schemas that hold themselves: what lies within comes again at any depth. */
    private final Set<String> endless = new TreeSet<>(Comparator.reverseOrder());

    private Classifications(Object root) {
        this.root = root;
    }

    static Map<String, String> of(Object root) {
        Classifications classifications = new Classifications(root);
        classifications.at("", root);
        Map<String, String> places = new LinkedHashMap<>();
        classifications.found.forEach(
                (path, classification) -> places.putIfAbsent(classifications.atAnyDepth(path), classification));
        return places;
    }

    /** The path, with {@code **} behind each place that comes again within itself; the inner ones first. */
    private String atAnyDepth(String path) {
        String place = path;
        for (String begin : endless) {
            boolean isWithin = path.length() > begin.length()
                    && path.startsWith(begin)
                    && (begin.isEmpty() || ".[".indexOf(path.charAt(begin.length())) >= 0);
            if (isWithin) {
                String rest = place.substring(begin.length());
                boolean isName = begin.isEmpty() && rest.charAt(0) != '[';
                place = (begin.isEmpty() ? "**" : begin + ".**") + (isName ? "." : "") + rest;
            }
        }
        return place;
    }

    private void at(String path, @Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> map)) {
            return;
        }
        itself(path, map);
        if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, inner) -> at(PathText.field(path, String.valueOf(name)), inner));
        }
        if (map.get("patternProperties") instanceof Map<?, ?> properties) {
            properties.values().forEach(inner -> at(Report.anyField(path), inner));
        }
        for (String keyword : List.of("dependentSchemas", "dependencies")) {
            if (map.get(keyword) instanceof Map<?, ?> schemas) {
                schemas.values().forEach(inner -> at(path, inner));
            }
        }
        at(Report.anyField(path), map.get("additionalProperties"));
        at(Report.anyField(path), map.get("unevaluatedProperties"));
        Stream.of("items", "prefixItems", "additionalItems", "contains", "unevaluatedItems")
                .forEach(keyword -> eachOf(PathText.each(path), map.get(keyword)));
        Stream.of("allOf", "anyOf", "oneOf", "if", "then", "else").forEach(keyword -> eachOf(path, map.get(keyword)));
        if (map.get("$ref") instanceof String reference) {
            SchemaPointer.ofReference(reference)
                    .flatMap(to -> to.in(root))
                    .ifPresent(target -> follow(path, reference, target.schema()));
        }
    }

    private void follow(String path, String reference, @Nullable Object target) {
        String began = followed.putIfAbsent(reference, path);
        if (began == null) {
            at(path, target);
            followed.remove(reference);
            return;
        }
        endless.add(began);
        if (target instanceof Map<?, ?> map) {
            itself(path, map);
        }
    }

    private void itself(String path, Map<?, ?> schema) {
        Stream.of("classification", "x-classification")
                .map(schema::get)
                .filter(String.class::isInstance)
                .findFirst()
                .ifPresent(classification -> found.putIfAbsent(path, (String) classification));
    }

    private void eachOf(String path, @Nullable Object schemas) {
        for (Object schema : schemas instanceof List<?> list ? list : List.of()) {
            at(path, schema);
        }
        at(path, schemas);
    }
}
