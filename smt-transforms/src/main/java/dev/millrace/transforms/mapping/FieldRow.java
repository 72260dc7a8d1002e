package dev.millrace.transforms.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cells of one field of a document. */
final class FieldRow {

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

    private FieldRow() {}

    static List<TableCell> of(MappingField field) {
        Map<String, Object> written = field.written();
        return List.of(
                TableCell.code(field.rule()),
                TableCell.text(field.type().map(ValueType::text).orElse("")),
                source(written),
                rule(written),
                TableCell.text(field.required() ? "yes" : ""),
                written.containsKey("default") ? TableCell.code(written.get("default")) : TableCell.NOTHING,
                lookup(written),
                TableCell.text(written.getOrDefault("classification", "")),
                TableCell.text(field.description()));
    }

    private static TableCell source(Map<String, Object> written) {
        if (written.containsKey("source")) {
            return TableCell.codes(written.get("source"));
        }
        if (written.containsKey("const")) {
            return TableCell.text("always ").then(TableCell.code(written.get("const")));
        }
        return TableCell.code(written.getOrDefault("template", written.getOrDefault("expr", "")));
    }

    private static TableCell rule(Map<String, Object> written) {
        List<TableCell> rules = new ArrayList<>();
        written.forEach((key, value) -> {
            if (!SHOWN.contains(key)) {
                rules.add(
                        Boolean.TRUE.equals(value)
                                ? TableCell.text(key)
                                : TableCell.text(key + " ").then(TableCell.codes(value)));
            }
        });
        return TableCell.joined("; ", rules);
    }

    private static TableCell lookup(Map<String, Object> written) {
        if (!written.containsKey("lookup") && !written.containsKey("enum")) {
            return TableCell.NOTHING;
        }
        TableCell table = written.containsKey("lookup")
                ? TableCell.text(written.get("lookup"))
                : TableCell.codes(written.get("enum"));
        return table.then(", otherwise ").then(TableCell.text(written.getOrDefault("onMiss", "fail")));
    }
}
