package dev.millrace.transforms.mapping;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A mapping document as a page of Markdown, for people who will never see a connector. */
public final class MappingPage {

    /** What columns of their own show; everything else of a field is its rule. */
    private static final List<String> SHOWN = List.of(
            "source",
            "const",
            "template",
            "expr",
            "target",
            "type",
            "required",
            "default",
            "lookup",
            "enum",
            "onMiss",
            "description",
            "classification");

    private final Mapping mapping;
    private final StringBuilder page = new StringBuilder();

    private MappingPage(Mapping mapping) {
        this.mapping = mapping;
    }

    /** The page: what the document is, one line for each field, and the lookups. */
    public static String of(Mapping mapping) {
        return new MappingPage(mapping).write();
    }

    private String write() {
        Mapping.Head head = mapping.head();
        page.append("# ").append(text(head.id())).append("\n\n");
        if (!head.description().isEmpty()) {
            page.append(text(head.description())).append("\n\n");
        }
        page.append("Version ").append(text(head.version()));
        if (!head.owner().isEmpty()) {
            page.append(", owned by ").append(text(head.owner()));
        }
        head.schemaName()
                .ifPresent(name -> page.append("; makes records of the schema ").append(code(name)));
        page.append(".\n\n");
        row("Target", "Type", "Source", "Rule", "Required", "Default", "Lookup", "Class", "Description");
        row("---", "---", "---", "---", "---", "---", "---", "---", "---");
        mapping.fields().forEach(this::field);
        if (!mapping.removed().isEmpty()) {
            StringJoiner names = new StringJoiner(", ", "\nLeft out of patched records: ", ".\n");
            mapping.removed().forEach(path -> names.add(code(String.join(".", path))));
            page.append(names);
        }
        lookups();
        return page.toString();
    }

    private void field(MappingField field) {
        Map<String, Object> written = field.written();
        row(
                code(field.rule()),
                field.type().map(ValueType::text).orElse(""),
                source(written),
                rule(written),
                field.required() ? "yes" : "",
                written.containsKey("default") ? code(written.get("default")) : "",
                lookup(written),
                text(written.getOrDefault("classification", "")),
                text(field.description()));
    }

    private static String source(Map<String, Object> written) {
        if (written.get("source") instanceof List<?> paths) {
            StringJoiner all = new StringJoiner(", ");
            paths.forEach(path -> all.add(code(path)));
            return all.toString();
        }
        if (written.containsKey("source")) {
            return code(written.get("source"));
        }
        if (written.containsKey("const")) {
            return "always " + code(written.get("const"));
        }
        return code(written.getOrDefault("template", written.getOrDefault("expr", "")));
    }

    private static String rule(Map<String, Object> written) {
        StringJoiner rule = new StringJoiner("; ");
        written.forEach((key, value) -> {
            if (!SHOWN.contains(key)) {
                rule.add(Boolean.TRUE.equals(value) ? key : key + " " + codes(value));
            }
        });
        return rule.toString();
    }

    private static String lookup(Map<String, Object> written) {
        if (!written.containsKey("lookup") && !written.containsKey("enum")) {
            return "";
        }
        String table = written.containsKey("lookup") ? text(written.get("lookup")) : codes(written.get("enum"));
        return table + ", otherwise " + text(written.getOrDefault("onMiss", "fail"));
    }

    private void lookups() {
        mapping.lookups().forEach((name, content) -> {
            page.append("\n## Lookup ").append(text(name)).append("\n\n");
            Map<?, ?> entries = content instanceof Map<?, ?> map ? map : Map.of();
            if (entries.containsKey("file")) {
                page.append("From the file ").append(code(entries.get("file"))).append(".\n");
                return;
            }
            row("Key", "Value");
            row("---", "---");
            entries.forEach((key, value) -> row(code(key), code(value)));
        });
    }

    private void row(String... cells) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
        for (String cell : cells) {
            row.add(cell);
        }
        page.append(row);
    }

    /** Each value of a list or an object in the type of code. */
    private static String codes(@Nullable Object value) {
        StringJoiner all = new StringJoiner(", ");
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> all.add(code(key) + " " + codes(inner)));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> all.add(codes(inner)));
        } else {
            all.add(code(value));
        }
        return all.toString();
    }

    /** Text that Markdown takes as it is. */
    private static String text(Object value) {
        return String.valueOf(value)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("([*_`\\[\\]])", "\\\\$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** A value in the type of code; a table breaks at bars even there. */
    private static String code(@Nullable Object value) {
        String code = String.valueOf(value).replace("|", "\\|").replaceAll("\\s", " ");
        if (code.isBlank()) {
            return code.isEmpty() ? "(empty)" : "(blank)";
        }
        return code.indexOf('`') < 0 ? "`" + code + "`" : "`` " + code + " ``";
    }
}
