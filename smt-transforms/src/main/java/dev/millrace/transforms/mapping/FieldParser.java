package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.NearestName;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.PathStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one field of a document. Used once. */
final class FieldParser {

    private static final List<String> SOURCES = List.of("source", "const", "template", "expr");
    private static final List<String> KEYS = List.of(
            "source",
            "const",
            "template",
            "expr",
            "target",
            "type",
            "join",
            "reduce",
            "trim",
            "nullValues",
            "replace",
            "case",
            "pad",
            "maxLength",
            "truncate",
            "lookup",
            "enum",
            "onMiss",
            "format",
            "formats",
            "locale",
            "zone",
            "rounding",
            "out",
            "trueValues",
            "falseValues",
            "encoding",
            "default",
            "required",
            "onMissing",
            "onNull",
            "onError",
            "description",
            "classification");

    private final Section section;
    private final Map<String, LookupTable> tables;
    private final Set<String> used;

    /**
     * A field.
     *
     * @param number its number in the document, from 1
     * @param used takes the names of the lookups that it uses
     */
    FieldParser(int number, DocumentNode node, Faults faults, Map<String, LookupTable> tables, Set<String> used) {
        this.section = new Section(place(number, node), node, faults).allow(KEYS);
        this.tables = tables;
        this.used = used;
    }

    private static String place(int number, DocumentNode node) {
        String target = node instanceof DocumentNode.Entries entries
                        && entries.entries().get("target") instanceof DocumentNode.Text text
                ? " '" + text.text() + "'"
                : "";
        return "field " + number + target + " (line " + node.line() + ")";
    }

    /** The field; what is returned beside faults is only looked at for more of them. */
    Optional<MappingField> parse() {
        Optional<FieldPath> target = target();
        Optional<ValueType> type = new TypeParser(section).parse();
        Optional<FieldSource> source =
                source(type.orElse(null), target.map(FieldParser::depth).orElse(0));
        TextRules texts = new TextRulesParser(section).parse();
        Optional<Lookup> lookup = lookup();
        Object standard = standard(type.orElse(null), lookup.isPresent());
        boolean required = section.flag("required");
        MappingField.GivenPolicies policies = policies(required, standard != null);
        section.text("classification");
        String description = section.text("description").orElse("");
        if (target.isEmpty() || source.isEmpty()) {
            return Optional.empty();
        }
        checkConstant(source.get());
        return Optional.of(new MappingField(
                target.get(), source.get(), type, texts, lookup, standard, required, policies, description, written()));
    }

    private Map<String, Object> written() {
        Map<String, Object> written = new LinkedHashMap<>();
        section.entries().forEach((key, node) -> {
            Object value = DocumentNode.valueOf(node);
            written.put(key, value == null ? "null" : value);
        });
        return written;
    }

    private static int depth(FieldPath target) {
        return MappingField.stars(target.steps());
    }

    private Optional<FieldPath> target() {
        String text = section.requiredText("target");
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            FieldPath path = FieldPath.parse(text);
            boolean names = path.steps().stream()
                    .allMatch(step -> step instanceof PathStep.Name || step instanceof PathStep.Each);
            boolean begins = !path.steps().isEmpty() && path.steps().get(0) instanceof PathStep.Name;
            if (path.root() == PathRoot.HERE && names && begins) {
                return Optional.of(path);
            }
            section.wrong("target", "must be made of names and [*], and begin with a name");
        } catch (IllegalArgumentException wrong) {
            section.wrong("target", "is no path: " + wrong.getMessage());
        }
        return Optional.empty();
    }

    private Optional<FieldSource> source(@Nullable ValueType type, int depth) {
        List<String> given = SOURCES.stream().filter(section::has).toList();
        if (given.size() != 1) {
            section.wrong(
                    given.isEmpty()
                            ? "has no source: give 'source', 'const', 'template' or 'expr'"
                            : "has more than one source: " + String.join(", ", given));
            return Optional.empty();
        }
        return switch (given.get(0)) {
            case "source" -> new SourceParser(section, type).parse(depth);
            case "const" -> constant(type);
            case "template" -> template();
            default -> script(type);
        };
    }

    private Optional<FieldSource> constant(@Nullable ValueType type) {
        refuseReductions();
        if (!(section.node("const").orElse(null) instanceof DocumentNode.Text text)) {
            section.wrong("const", "must be a text, a number, true, false or null");
            return Optional.empty();
        }
        Object value = text.value();
        if (value == null || type == null) {
            return Optional.of(new FieldSource.Constant(ValueSchemas.plain(value)));
        }
        return converted("const", type, value).map(FieldSource.Constant::new);
    }

    private Optional<Object> converted(String key, ValueType type, Object value) {
        if (type.kind().isContainer()) {
            section.wrong(key, "can't be of type " + type.text());
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(type.conversion(null).convert(value));
        } catch (Inconvertible wrong) {
            section.wrong(key, "is no " + type.text() + " by the rules of the field (" + wrong.code() + ")");
            return Optional.empty();
        }
    }

    private void checkConstant(FieldSource source) {
        if (source instanceof FieldSource.Constant) {
            section.refuse(
                    "says nothing beside 'const'",
                    List.of(
                            "trim",
                            "nullValues",
                            "replace",
                            "case",
                            "pad",
                            "maxLength",
                            "truncate",
                            "lookup",
                            "enum",
                            "onMiss",
                            "default",
                            "required",
                            "onMissing",
                            "onNull",
                            "onError"));
        }
    }

    private void refuseReductions() {
        section.refuse("says nothing without a 'source'", List.of("join", "reduce"));
    }

    private Optional<FieldSource> template() {
        refuseReductions();
        return section.text("template").flatMap(text -> {
            try {
                return Optional.of(new FieldSource.Pattern(new TemplateOrigin(text)));
            } catch (IllegalArgumentException wrong) {
                section.wrong("template", "is no template: " + wrong.getMessage());
                return Optional.empty();
            }
        });
    }

    private Optional<FieldSource> script(@Nullable ValueType type) {
        refuseReductions();
        Optional<String> expression = section.text("expr");
        if (expression.isPresent() && !expression.get().startsWith("jsonata:")) {
            section.wrong("expr", "must begin with 'jsonata:', the only language there is");
            return Optional.empty();
        }
        if (type == null && !section.has("type")) {
            section.wrong("type", "must be given beside 'expr', whose result nothing else tells");
        }
        return expression.flatMap(text -> {
            try {
                return Optional.of(new FieldSource.Script(
                        new ScriptOrigin(text.substring("jsonata:".length()).strip())));
            } catch (IllegalArgumentException wrong) {
                section.wrong("expr", String.valueOf(wrong.getMessage()));
                return Optional.empty();
            }
        });
    }

    private Optional<Lookup> lookup() {
        if (section.has("lookup") && section.has("enum")) {
            section.wrong("has both 'lookup' and 'enum'");
        }
        Optional<Lookup.Miss> miss = section.choice("onMiss", Lookup.Miss.class);
        if (!section.has("lookup") && !section.has("enum")) {
            section.refuse("says nothing without a 'lookup' or an 'enum'", List.of("onMiss"));
            return Optional.empty();
        }
        if (miss.equals(Optional.of(Lookup.Miss.DEFAULT)) && !section.has("default")) {
            section.wrong("onMiss", "is default, and there is no 'default'");
        }
        Lookup.Miss otherwise = miss.orElse(Lookup.Miss.FAIL);
        if (section.has("enum")) {
            return section.section("enum").map(inline -> {
                Map<String, Object> values = Map.copyOf(inline.values());
                textsOnly("enum", values);
                return new Lookup("", values::get, otherwise);
            });
        }
        return section.text("lookup").flatMap(name -> table(name).map(table -> new Lookup(name, table, otherwise)));
    }

    private void textsOnly(String key, Map<String, Object> values) {
        if (!section.has("type") && !values.values().stream().allMatch(String.class::isInstance)) {
            section.wrong(key, "holds values that are no texts: give the field a 'type'");
        }
    }

    private Optional<LookupTable> table(String name) {
        used.add(name);
        LookupTable table = tables.get(name);
        if (table == null) {
            section.wrong(
                    "lookup",
                    "names " + name + ", which is not among 'lookups'"
                            + NearestName.in(name, List.copyOf(tables.keySet()))
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
        return Optional.ofNullable(table);
    }

    private @Nullable Object standard(@Nullable ValueType type, boolean looksUp) {
        Optional<DocumentNode> node = section.node("default");
        if (node.isEmpty()) {
            return null;
        }
        Object value = node.get() instanceof DocumentNode.Text text ? text.value() : null;
        if (value == null) {
            section.wrong("default", "must be a text, a number, true or false");
            return null;
        }
        if (type != null) {
            return converted("default", type, value).orElse(null);
        }
        if (!section.has("type") && !(looksUp && value instanceof String)) {
            section.wrong("default", "needs a 'type' beside it");
        }
        return value;
    }

    private MappingField.GivenPolicies policies(boolean required, boolean standard) {
        Optional<FieldPolicies.Absence> absent = section.choice("onMissing", FieldPolicies.Absence.class);
        Optional<FieldPolicies.Nulls> nulls = section.choice("onNull", FieldPolicies.Nulls.class);
        Optional<FieldPolicies.Errors> errors = section.choice("onError", FieldPolicies.Errors.class);
        boolean defaults = absent.equals(Optional.of(FieldPolicies.Absence.DEFAULT))
                || nulls.equals(Optional.of(FieldPolicies.Nulls.DEFAULT));
        if (defaults && !standard && !section.has("default")) {
            section.wrong("asks for a default, and there is no 'default'");
        }
        boolean loses = nulls.filter(policy -> policy == FieldPolicies.Nulls.OMIT || policy == FieldPolicies.Nulls.NULL)
                        .isPresent()
                || absent.equals(Optional.of(FieldPolicies.Absence.IGNORE));
        if (required && loses) {
            section.wrong("is required, and yet may be left out by 'onNull' or 'onMissing'");
        }
        return new MappingField.GivenPolicies(absent.orElse(null), nulls.orElse(null), errors.orElse(null));
    }
}
