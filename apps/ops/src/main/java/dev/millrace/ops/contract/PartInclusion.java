package dev.millrace.ops.contract;

import dev.millrace.kit.path.PathText;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what a contract allows at a place against one schema of another. Used once. */
final class PartInclusion {

    /** Rules that are the same or can't be compared. */
    private static final List<String> OPAQUE = List.of(
            "not",
            "if",
            "contains",
            "minContains",
            "maxContains",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "prefixItems",
            "logicalType",
            "quality",
            "$dynamicRef");

    /** Rules that mean something by what stands beside them. */
    private static final List<String> BY_NEIGHBOURS =
            List.of("unevaluatedProperties", "unevaluatedItems", "additionalItems");

    private final Inclusion inclusion;
    private final String path;
    private final Shape from;
    private final Shape to;
    private final Shape.Part rule;
    private final Set<Kind> kinds;

    PartInclusion(Inclusion inclusion, String path, Shape from, Shape to, Shape.Part rule) {
        this.inclusion = inclusion;
        this.path = path;
        this.from = from;
        this.to = to;
        this.rule = rule;
        this.kinds = EnumSet.copyOf(from.kinds());
    }

    void compare() {
        types();
        if (kinds.isEmpty()) {
            return;
        }
        if (!values()) {
            scalars();
            objects();
            arrays();
        }
        alternatives();
        opaque();
    }

    private void types() {
        if (!rule.has("type")) {
            return;
        }
        Set<Kind> refused = EnumSet.copyOf(kinds);
        refused.removeAll(Kind.of(rule.get("type")));
        if (!refused.isEmpty()) {
            inclusion.breach(path, "type", "may have a value of type " + Kind.text(refused) + " there");
        }
        kinds.removeAll(refused);
    }

    /** Whether the values themselves decide. */
    private boolean values() {
        Optional<Set<@Nullable Object>> listed = from.values();
        if (listed.isEmpty()) {
            if (rule.has("enum") || rule.keywords().containsKey("const")) {
                inclusion.breach(
                        path, rule.has("enum") ? "enum" : "const", "may have values there that are not listed");
            }
            return false;
        }
        Set<@Nullable Object> refused = new LinkedHashSet<>(listed.get());
        refused.removeIf(value ->
                !kinds.contains(Kind.ofValue(value)) || ValueCheck.of(rule).accepts(value));
        if (!refused.isEmpty()) {
            inclusion.breach(path, "enum", "may have one of these values there: " + Inclusion.text(refused));
        }
        return kinds.stream().noneMatch(Set.of(Kind.OBJECT, Kind.ARRAY)::contains);
    }

    private void scalars() {
        if (kinds.stream().anyMatch(Kind.NUMBERS::contains)) {
            new BoundInclusion(inclusion, path, from, rule).compare();
            multiple();
            same("format", Set.of(Kind.INTEGER, Kind.FRACTION, Kind.STRING));
        }
        if (kinds.contains(Kind.STRING)) {
            count("minLength", "maxLength", "characters");
            same("pattern", Set.of(Kind.STRING));
            if (kinds.stream().noneMatch(Kind.NUMBERS::contains)) {
                same("format", Set.of(Kind.STRING));
            }
        }
    }

    private void multiple() {
        if (!(rule.get("multipleOf") instanceof BigDecimal step) || step.signum() == 0) {
            return;
        }
        boolean whole =
                !kinds.contains(Kind.FRACTION) && BigDecimal.ONE.remainder(step).signum() == 0;
        boolean coarser = from.parts().stream()
                .map(part -> part.get("multipleOf"))
                .anyMatch(own -> own instanceof BigDecimal number
                        && number.remainder(step).signum() == 0);
        if (!whole && !coarser) {
            inclusion.breach(path, "multipleOf", "may have a number there that is no multiple of " + step);
        }
    }

    private void count(String leastKeyword, String mostKeyword, String what) {
        if (rule.get(leastKeyword) instanceof BigDecimal wanted
                && wanted.signum() > 0
                && from.greatest(leastKeyword).orElse(BigDecimal.ZERO).compareTo(wanted) < 0) {
            inclusion.breach(
                    path, leastKeyword, "may have fewer than " + wanted.toPlainString() + " " + what + " there");
        }
        if (rule.get(mostKeyword) instanceof BigDecimal allowed
                && from.least(mostKeyword)
                        .map(own -> own.compareTo(allowed) > 0)
                        .orElse(true)) {
            inclusion.breach(
                    path, mostKeyword, "may have more than " + allowed.toPlainString() + " " + what + " there");
        }
    }

    /** A rule whose meaning is not compared, only its words. */
    private void same(String keyword, Set<Kind> about) {
        Object wanted = rule.get(keyword);
        if (wanted == null || kinds.stream().noneMatch(about::contains) || from.says(keyword, wanted)) {
            return;
        }
        if (from.parts().stream().anyMatch(part -> part.has(keyword))) {
            inclusion.unclear(path, keyword, "keep to another " + keyword + " than " + wanted);
        } else {
            inclusion.breach(path, keyword, "need not keep to the " + keyword + " " + wanted);
        }
    }

    private void objects() {
        if (!kinds.contains(Kind.OBJECT)) {
            return;
        }
        Set<String> required = from.required();
        for (Object name : rule.list("required")) {
            boolean impossible = from.presence(String.valueOf(name)) == Shape.Presence.FORBIDDEN;
            if (!required.contains(String.valueOf(name))) {
                inclusion.breach(
                        field(String.valueOf(name)), "required", impossible ? "never have it" : "need not have it");
            }
        }
        properties();
        others();
        if (rule.get("minProperties") instanceof BigDecimal wanted
                && from.greatest("minProperties")
                                .orElse(BigDecimal.ZERO)
                                .max(BigDecimal.valueOf(required.size()))
                                .compareTo(wanted)
                        < 0) {
            inclusion.breach(path, "minProperties", "may have fewer than " + wanted + " fields there");
        }
        if (rule.get("maxProperties") instanceof BigDecimal allowed
                && from.least("maxProperties")
                        .map(own -> own.compareTo(allowed) > 0)
                        .orElse(true)) {
            inclusion.breach(path, "maxProperties", "may have more than " + allowed + " fields there");
        }
    }

    private void properties() {
        for (Map.Entry<?, ?> property : rule.object("properties").entrySet()) {
            String name = String.valueOf(property.getKey());
            Shape wanted = to.only(property.getValue());
            switch (from.presence(name)) {
                case NAMED -> inclusion.field(path, name, from.field(name), wanted);
                case OPEN -> {
                    if (!inclusion.holds(from.field(name), wanted)) {
                        inclusion.note(
                                field(name),
                                "properties",
                                "may have any value there, for their contract does not name the field");
                    }
                }
                case FORBIDDEN -> {}
            }
        }
    }

    /** What the rule says of fields that it does not name. */
    private void others() {
        Object others = rule.get("additionalProperties");
        if (others == null || others.equals(true) || rule.has("patternProperties")) {
            return;
        }
        for (String name : from.names()) {
            boolean can = from.presence(name) == Shape.Presence.NAMED
                    && !rule.object("properties").containsKey(name)
                    && !from.field(name).isNever();
            if (can && others.equals(false)) {
                inclusion.breach(field(name), "additionalProperties", "may have it, and the field is not known there");
            } else if (can) {
                inclusion.field(path, name, from.field(name), to.only(others));
            }
        }
        boolean told = from.parts().stream().anyMatch(part -> part.get("additionalProperties") instanceof Map);
        if (told) {
            Shape wanted = to.only(others);
            if (!inclusion.holds(from.others(), wanted)) {
                inclusion.breach(path, "additionalProperties", "may have further fields there that are refused");
            }
        } else if (from.isOpen()) {
            inclusion.note(path, "additionalProperties", "may have fields there that their contract does not name");
        }
    }

    private void arrays() {
        if (!kinds.contains(Kind.ARRAY)) {
            return;
        }
        count("minItems", "maxItems", "elements");
        if (Boolean.TRUE.equals(rule.get("uniqueItems")) && !from.says("uniqueItems", true)) {
            inclusion.breach(path, "uniqueItems", "may have an element twice there");
        }
        Object items = rule.get("items");
        if (items instanceof Map || items instanceof Boolean) {
            boolean tuple = from.parts().stream()
                    .anyMatch(part -> part.has("prefixItems") || part.get("items") instanceof List);
            if (tuple || rule.has("prefixItems")) {
                neighbours("items");
            } else {
                inclusion.compare(path + "[*]", from.items(), to.only(items));
            }
        } else if (items != null) {
            neighbours("items");
        }
    }

    private void alternatives() {
        List<?> any = rule.list("anyOf");
        if (!any.isEmpty()) {
            refused(any).forEach(kind -> inclusion.breach(path, "anyOf", noAlternative(kind)));
        }
        List<?> one = rule.list("oneOf");
        if (one.isEmpty()) {
            return;
        }
        if (areApart(one)) {
            refused(one).forEach(kind -> inclusion.breach(path, "oneOf", noAlternative(kind)));
        } else {
            inclusion.unclear(path, "oneOf", "may keep to several of its alternatives, which can't be compared");
        }
    }

    private static String noAlternative(Kind kind) {
        return "may have a value of type " + Kind.text(Set.of(kind)) + " there that no alternative surely takes";
    }

    /** The kinds of values of which no single alternative takes all. */
    private Set<Kind> refused(List<?> alternatives) {
        return kinds.stream()
                .filter(kind -> alternatives.stream()
                        .noneMatch(alternative -> inclusion.holds(
                                from.and(Map.of("type", kind == Kind.FRACTION ? "number" : Kind.text(Set.of(kind)))),
                                to.only(alternative))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    private boolean areApart(List<?> alternatives) {
        Set<Kind> taken = EnumSet.noneOf(Kind.class);
        for (Object alternative : alternatives) {
            Set<Kind> own = to.only(alternative).kinds();
            if (own.stream().anyMatch(taken::contains)) {
                return false;
            }
            taken.addAll(own);
        }
        return true;
    }

    private void opaque() {
        for (String keyword : OPAQUE) {
            Object wanted = rule.get(keyword);
            boolean same = wanted != null
                    && from.parts().stream()
                            .anyMatch(part -> wanted.equals(part.get(keyword)) && sameBranches(keyword, part))
                    && (!String.valueOf(wanted).contains("$ref") || sameDefinitions());
            if (wanted != null && !same) {
                inclusion.unclear(path, keyword, "keep to other rules of this kind, which can't be compared");
            }
        }
        BY_NEIGHBOURS.stream().filter(rule::has).forEach(this::neighbours);
    }

    private boolean sameBranches(String keyword, Shape.Part part) {
        return !keyword.equals("if")
                || (Objects.equals(rule.get("then"), part.get("then"))
                        && Objects.equals(rule.get("else"), part.get("else")));
    }

    private void neighbours(String keyword) {
        boolean same = from.parts().stream().anyMatch(part -> part.keywords().equals(rule.keywords()));
        if (!same || !sameDefinitions()) {
            inclusion.unclear(path, keyword, "keep to other rules of this kind, which can't be compared");
        }
    }

    private boolean sameDefinitions() {
        return List.of("$defs", "definitions").stream()
                .allMatch(keyword -> definitions(from, keyword).equals(definitions(to, keyword)));
    }

    private static Object definitions(Shape shape, String keyword) {
        Object found = shape.tree().root() instanceof Map<?, ?> root ? root.get(keyword) : null;
        return found == null ? Map.of() : found;
    }

    private String field(String name) {
        return PathText.field(path, name);
    }
}
