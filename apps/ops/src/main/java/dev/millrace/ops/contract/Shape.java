package dev.millrace.ops.contract;

import dev.millrace.kit.contract.ContractTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a value may be: all of some schemas of a contract hold for it. Immutable. */
final class Shape {

    private final ContractTree tree;
    private final List<Part> parts;
    private final boolean never;

    /** What a contract says of a field. */
    enum Presence {
        NAMED,
        FORBIDDEN,
        /** It may be there, and be anything. */
        OPEN
    }

    /**
     * One schema, with what it refers to beside it.
     *
     * @param keywords as they stand in the contract; equal only to itself
     * @param spent a keyword that was taken apart already; empty for none
     */
    record Part(Map<?, ?> keywords, String spent) {

        @Nullable
        Object get(String keyword) {
            return keyword.equals(spent) ? null : keywords.get(keyword);
        }

        boolean has(String keyword) {
            return get(keyword) != null;
        }

        Map<?, ?> object(String keyword) {
            return get(keyword) instanceof Map<?, ?> map ? map : Map.of();
        }

        List<?> list(String keyword) {
            return get(keyword) instanceof List<?> list ? list : List.of();
        }

        @SuppressWarnings("ReferenceEquality") // A schema that refers to itself comes back as the same object.
        boolean isSame(Part other) {
            return keywords == other.keywords && spent.equals(other.spent);
        }
    }

    private Shape(ContractTree tree, List<Part> parts, boolean never) {
        this.tree = tree;
        this.parts = List.copyOf(parts);
        this.never = never;
    }

    static Shape of(ContractTree tree) {
        return of(tree, List.of(tree.root()));
    }

    private static Shape of(ContractTree tree, List<?> schemas) {
        List<Part> parts = new ArrayList<>();
        boolean never = false;
        for (Object schema : schemas) {
            never |= !add(tree, schema, parts);
        }
        return new Shape(tree, parts, never);
    }

    /** Adds a schema, what it refers to and what it is made of; false when nothing keeps to it. */
    private static boolean add(ContractTree tree, @Nullable Object schema, List<Part> parts) {
        if (!(schema instanceof Map<?, ?> keywords)) {
            return !Boolean.FALSE.equals(schema);
        }
        if (parts.stream().anyMatch(new Part(keywords, "")::isSame)) {
            return true;
        }
        boolean may = true;
        Object reference = keywords.get("$ref");
        if (reference == null || !tree.refersAlone()) {
            parts.add(new Part(keywords, ""));
        }
        if (reference instanceof String text) {
            Optional<Object> target = tree.referred(text);
            may = target.map(found -> add(tree, found, parts)).orElse(true);
        }
        for (Object all :
                keywords.get("allOf") instanceof List<?> list && reference(keywords, tree) ? list : List.of()) {
            may &= add(tree, all, parts);
        }
        return may;
    }

    private static boolean reference(Map<?, ?> keywords, ContractTree tree) {
        return !tree.refersAlone() || !keywords.containsKey("$ref");
    }

    ContractTree tree() {
        return tree;
    }

    List<Part> parts() {
        return parts;
    }

    /** Whether nothing can be there. */
    boolean isNever() {
        return never || kinds().isEmpty();
    }

    /** The same, narrowed to one schema more. */
    Shape and(@Nullable Object schema) {
        List<Part> all = new ArrayList<>(parts);
        boolean may = add(tree, schema, all);
        return new Shape(tree, all, never || !may);
    }

    /** The same without a choice that was made. */
    Shape without(Part part, String keyword) {
        return new Shape(
                tree,
                parts.stream()
                        .map(one -> one.isSame(part) ? new Part(one.keywords(), keyword) : one)
                        .toList(),
                never);
    }

    /** The kinds of values that may be there. */
    Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        for (Part part : parts) {
            if (part.has("type")) {
                kinds.retainAll(Kind.of(part.get("type")));
            }
        }
        values().ifPresent(values ->
                kinds.removeIf(kind -> values.stream().noneMatch(value -> Kind.ofValue(value) == kind)));
        return kinds;
    }

    /** All values that may be there, where the contract lists them. */
    Optional<Set<@Nullable Object>> values() {
        Set<@Nullable Object> values = null;
        for (Part part : parts) {
            List<Object> listed = new ArrayList<>(part.list("enum"));
            if (part.keywords().containsKey("const")) {
                listed = new ArrayList<>();
                listed.add(part.keywords().get("const"));
            } else if (!part.has("enum")) {
                continue;
            }
            if (values == null) {
                values = new LinkedHashSet<>(listed);
            } else {
                values.retainAll(listed);
            }
        }
        return Optional.ofNullable(values);
    }

    /** The greatest of a number that all schemas say, such as the least length. */
    Optional<BigDecimal> greatest(String keyword) {
        return numbers(keyword).max(BigDecimal::compareTo);
    }

    Optional<BigDecimal> least(String keyword) {
        return numbers(keyword).min(BigDecimal::compareTo);
    }

    private Stream<BigDecimal> numbers(String keyword) {
        return parts.stream()
                .map(part -> part.get(keyword))
                .filter(BigDecimal.class::isInstance)
                .map(BigDecimal.class::cast);
    }

    /** Whether one of its schemas says just this. */
    boolean says(String keyword, Object value) {
        return parts.stream().anyMatch(part -> value.equals(part.get(keyword)));
    }

    /** The fields that must be there. */
    Set<String> required() {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> part.list("required").forEach(name -> names.add(String.valueOf(name))));
        return names;
    }

    /** The fields that it tells of. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> part.object("properties").keySet().forEach(name -> names.add(String.valueOf(name))));
        return names;
    }

    Presence presence(String name) {
        boolean named = false;
        for (Part part : parts) {
            boolean here = part.object("properties").containsKey(name);
            Object others = part.get("additionalProperties");
            if (here ? Boolean.FALSE.equals(part.object("properties").get(name)) : isForbidden(part, others)) {
                return Presence.FORBIDDEN;
            }
            named |= here || others instanceof Map;
        }
        return named ? Presence.NAMED : Presence.OPEN;
    }

    /** Patterns of names may allow some of them. */
    private static boolean isForbidden(Part part, @Nullable Object others) {
        return Boolean.FALSE.equals(others) && !part.has("patternProperties");
    }

    /** Whether a field that nothing tells of may be there. */
    boolean isOpen() {
        return parts.stream().noneMatch(part -> isForbidden(part, part.get("additionalProperties")));
    }

    /** What a field may be. */
    Shape field(String name) {
        List<Object> schemas = new ArrayList<>();
        for (Part part : parts) {
            Object schema = part.object("properties").get(name);
            Object others = part.get("additionalProperties");
            if (schema != null) {
                schemas.add(schema);
            } else if (others != null) {
                schemas.add(others);
            }
        }
        return of(tree, schemas);
    }

    /** What fields may be that nothing tells of. */
    Shape others() {
        return of(
                tree,
                parts.stream()
                        .filter(part -> part.has("additionalProperties"))
                        .map(part -> part.get("additionalProperties"))
                        .toList());
    }

    /** What each element may be. */
    Shape items() {
        return of(
                tree,
                parts.stream()
                        .map(part -> part.get("items"))
                        .filter(items -> items instanceof Map || items instanceof Boolean)
                        .toList());
    }

    /** A schema of the same contract alone. */
    Shape only(@Nullable Object schema) {
        List<Object> one = new ArrayList<>();
        one.add(schema);
        return of(tree, one);
    }

    boolean isSame(Shape other) {
        if (parts.size() != other.parts.size() || never != other.never) {
            return false;
        }
        for (int at = 0; at < parts.size(); at++) {
            if (!parts.get(at).isSame(other.parts.get(at))) {
                return false;
            }
        }
        return true;
    }
}
