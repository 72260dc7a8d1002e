package dev.millrace.kit.contract;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An edition of JSON Schema, and how its keywords are served. */
enum Dialect {
    DRAFT_2020_12(
            "https://json-schema.org/draft/2020-12/schema",
            Set.of(
                    "prefixItems",
                    "contains",
                    "minContains",
                    "maxContains",
                    "patternProperties",
                    "propertyNames",
                    "dependentRequired",
                    "dependentSchemas",
                    "if",
                    "then",
                    "else",
                    "unevaluatedProperties",
                    "unevaluatedItems",
                    "$anchor",
                    "$dynamicRef",
                    "$dynamicAnchor",
                    "$vocabulary")),
    DRAFT_07(
            "http://json-schema.org/draft-07/schema",
            Set.of(
                    "additionalItems",
                    "contains",
                    "patternProperties",
                    "propertyNames",
                    "dependencies",
                    "if",
                    "then",
                    "else"));

    /** What is compiled to rules, and what is no rule. */
    private static final Set<String> SERVED = Set.of(
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "format",
            "properties",
            "required",
            "additionalProperties",
            "maxProperties",
            "minProperties",
            "items",
            "maxItems",
            "minItems",
            "uniqueItems",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "$ref",
            "$id",
            "$schema",
            "$comment",
            "$defs",
            "definitions",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "classification",
            "version");

    private final String uri;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes no other.
    private final Set<String> beyond;

    Dialect(String uri, Set<String> beyond) {
        this.uri = uri;
        this.beyond = beyond;
    }

    /**
     * The edition that {@code $schema} tells; the newest where it is not there.
     *
     * @throws IllegalArgumentException when it is another one
     */
    static Dialect of(@Nullable Object uri) {
        if (uri == null) {
            return DRAFT_2020_12;
        }
        String text = uri.toString();
        String bare = text.endsWith("#") ? text.substring(0, text.length() - 1) : text;
        for (Dialect dialect : values()) {
            if (bare.replaceFirst("^https?", "").equals(dialect.uri.replaceFirst("^https?", ""))) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("has the $schema " + text + ", which is not served: use " + DRAFT_2020_12.uri
                + " or " + DRAFT_07.uri + "#");
    }

    String uri() {
        return uri;
    }

    /** Whether a keyword is a rule that only the library checks. */
    boolean isBeyondRules(String keyword) {
        return beyond.contains(keyword);
    }

    /** The keywords that mean anything. */
    Set<String> known() {
        return Stream.concat(SERVED.stream(), beyond.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
