package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a JSON Schema to rules, where it has no keyword that is beyond them. */
final class SchemaCompiler {

    private static final Rule NOTHING = (schema, value, report) -> Rule.violated(report, "false");

    /** Formats of the standard that the library alone checks; all others are remarks. */
    private static final Set<String> FORMATS_BEYOND = Set.of(
            "duration",
            "hostname",
            "idn-email",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "iri",
            "iri-reference",
            "json-pointer",
            "regex",
            "relative-json-pointer",
            "uri",
            "uri-reference",
            "uri-template");

    private final Object root;
    private final Dialect dialect;
    private final ContractOptions options;
    private final Map<String, Rule> compiled = new HashMap<>();
    private boolean beyond;

    SchemaCompiler(Object root, Dialect dialect, ContractOptions options) {
        this.root = root;
        this.dialect = dialect;
        this.options = options;
    }

    /**
     * The rules; empty where the library must check.
     *
     * @throws IllegalArgumentException when a keyword is not as the standard has it
     */
    Optional<Rule> compile() {
        Rule rule = at(SchemaPointer.ROOT, root);
        return beyond ? Optional.empty() : Optional.of(rule);
    }

    private Rule at(SchemaPointer pointer, @Nullable Object schema) {
        Rule known = compiled.get(pointer.text());
        if (known != null) {
            return known;
        }
        if (schema instanceof Boolean all) {
            return all ? Rule.ANY : NOTHING;
        }
        Keywords keywords = new Keywords(pointer, schema);
        Reference self = new Reference();
        compiled.put(pointer.text(), self);
        Rule rule = rules(pointer, keywords);
        self.to(rule);
        compiled.put(pointer.text(), rule);
        return rule;
    }

    private Rule rules(SchemaPointer pointer, Keywords keywords) {
        boolean isRoot = pointer.equals(SchemaPointer.ROOT);
        boolean refers = keywords.has("$ref");
        if (refers && dialect == Dialect.DRAFT_07) {
            // There, what stands beside $ref is not looked at (draft-07, 8.3).
            return reference(keywords);
        }
        beyond |= keywords.names().stream().anyMatch(dialect::isBeyondRules)
                || (!isRoot && (keywords.has("$id") || keywords.has("$schema")));
        List<Rule> rules = new ArrayList<>();
        if (keywords.has("type")) {
            rules.add(new TypeRule(types(keywords), "type"));
        }
        if (keywords.has("enum")) {
            rules.add(new ChoiceRule("enum", keywords.list("enum"), options.nulls()));
        }
        if (keywords.has("const")) {
            List<@Nullable Object> only = new ArrayList<>();
            only.add(keywords.raw("const"));
            rules.add(new ChoiceRule("const", only, options.nulls()));
        }
        numbers(keywords, rules);
        texts(keywords, rules);
        array(pointer, keywords).ifPresent(rules::add);
        object(pointer, keywords).ifPresent(rules::add);
        rules.addAll(each(pointer, keywords, "allOf"));
        if (keywords.has("anyOf")) {
            rules.add(Combination.anyOf(each(pointer, keywords, "anyOf")));
        }
        if (keywords.has("oneOf")) {
            rules.add(Combination.oneOf(each(pointer, keywords, "oneOf")));
        }
        if (keywords.has("not")) {
            rules.add(Combination.not(at(pointer.with("not"), keywords.raw("not"))));
        }
        if (refers) {
            rules.add(reference(keywords));
        }
        return RuleList.of(rules);
    }

    private Rule reference(Keywords keywords) {
        Optional<SchemaPointer> pointer = SchemaPointer.ofReference(keywords.text("$ref"));
        Optional<SchemaPointer.Target> target = pointer.flatMap(to -> to.in(root));
        if (target.isEmpty()) {
            // It may be known by another name; the library says so, or that it is not.
            beyond = true;
            return Rule.ANY;
        }
        return at(pointer.get(), target.get().schema());
    }

    private static Set<JsonKind> types(Keywords keywords) {
        Object raw = keywords.raw("type");
        Set<JsonKind> kinds = EnumSet.noneOf(JsonKind.class);
        for (Object name : raw instanceof List<?> list ? list : List.of(String.valueOf(raw))) {
            kinds.add(type(keywords, String.valueOf(name)));
        }
        return kinds;
    }

    private static JsonKind type(Keywords keywords, String name) {
        for (JsonKind kind : JsonKind.values()) {
            if (kind != JsonKind.NONE && kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw keywords.fault("type", "is none of string, number, integer, boolean, object, array and null");
    }

    private void numbers(Keywords keywords, List<Rule> rules) {
        keywords.number("minimum").ifPresent(bound -> rules.add(number("minimum", NumberRule.Test.AT_LEAST, bound)));
        keywords.number("exclusiveMinimum")
                .ifPresent(bound -> rules.add(number("exclusiveMinimum", NumberRule.Test.ABOVE, bound)));
        keywords.number("maximum").ifPresent(bound -> rules.add(number("maximum", NumberRule.Test.AT_MOST, bound)));
        keywords.number("exclusiveMaximum")
                .ifPresent(bound -> rules.add(number("exclusiveMaximum", NumberRule.Test.BELOW, bound)));
        keywords.number("multipleOf").ifPresent(bound -> {
            if (bound.signum() <= 0) {
                throw keywords.fault("multipleOf", "must be above 0");
            }
            rules.add(number("multipleOf", NumberRule.Test.MULTIPLE, bound));
        });
    }

    private static Rule number(String keyword, NumberRule.Test test, BigDecimal bound) {
        return new NumberRule(keyword, test, new Bound(bound));
    }

    private void texts(Keywords keywords, List<Rule> rules) {
        keywords.count("minLength").ifPresent(least -> rules.add(TextRule.minLength(least)));
        keywords.count("maxLength").ifPresent(most -> rules.add(TextRule.maxLength(most)));
        if (keywords.has("pattern")) {
            TextPattern pattern = new TextPattern(keywords.text("pattern"));
            rules.add(new TextRule("pattern", pattern::isFoundIn));
        }
        if (keywords.has("format") && options.formats()) {
            String name = keywords.text("format");
            TextFormat.named(name).ifPresent(format -> rules.add(new FormatRule(format)));
            beyond |= FORMATS_BEYOND.contains(name);
        }
    }

    private Optional<Rule> array(SchemaPointer pointer, Keywords keywords) {
        if (!keywords.hasAny("items", "minItems", "maxItems", "uniqueItems")) {
            return Optional.empty();
        }
        Rule items = Rule.ANY;
        if (keywords.raw("items") instanceof List && dialect == Dialect.DRAFT_07) {
            beyond = true;
        } else if (keywords.has("items")) {
            items = at(pointer.with("items"), keywords.raw("items"));
        }
        return Optional.of(new ArrayRule(
                items,
                keywords.count("minItems").orElse(0),
                keywords.count("maxItems").orElse(Integer.MAX_VALUE),
                keywords.flag("uniqueItems"),
                options.nulls()));
    }

    private Optional<Rule> object(SchemaPointer pointer, Keywords keywords) {
        if (!keywords.hasAny("properties", "required", "additionalProperties", "minProperties", "maxProperties")) {
            return Optional.empty();
        }
        List<String> required = keywords.texts("required");
        List<ObjectRule.Property> properties = new ArrayList<>();
        SchemaPointer declared = pointer.with("properties");
        Map<String, @Nullable Object> schemas = keywords.object("properties");
        schemas.forEach((name, schema) -> properties.add(new ObjectRule.Property(
                name, at(declared.with(name), schema), true, required.contains(name) ? "required" : "")));
        required.stream()
                .distinct()
                .filter(name -> !schemas.containsKey(name))
                .forEach(name -> properties.add(new ObjectRule.Property(name, Rule.ANY, false, "required")));
        Object others = keywords.has("additionalProperties") ? keywords.raw("additionalProperties") : true;
        return Optional.of(new ObjectRule(
                properties,
                Boolean.FALSE.equals(others) ? null : at(pointer.with("additionalProperties"), others),
                keywords.count("minProperties").orElse(0),
                keywords.count("maxProperties").orElse(Integer.MAX_VALUE),
                options.nulls()));
    }

    private List<Rule> each(SchemaPointer pointer, Keywords keywords, String keyword) {
        Collection<@Nullable Object> schemas = keywords.has(keyword) ? keywords.list(keyword) : List.of();
        List<Rule> rules = new ArrayList<>();
        for (Object schema : schemas) {
            rules.add(at(pointer.with(keyword).with(String.valueOf(rules.size())), schema));
        }
        return rules;
    }
}
