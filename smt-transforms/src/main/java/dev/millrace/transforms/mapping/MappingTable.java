package dev.millrace.transforms.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A mapping document as a table, for pages of any form. Immutable.
 *
 * @param owner empty where the document names none, like the description
 * @param schema the name of the schema that it makes; empty for none of its own
 * @param columns the heads of the columns
 * @param rows one for each field, in the order of the document, with a cell for each column
 * @param removed paths that a patched record loses
 */
public record MappingTable(
        String id,
        String version,
        String description,
        String owner,
        String schema,
        List<String> columns,
        List<List<TableCell>> rows,
        List<String> removed,
        List<LookupRows> lookups) {

    private static final List<String> COLUMNS =
            List.of("Target", "Type", "Source", "Rule", "Required", "Default", "Lookup", "Class", "Description");

    public MappingTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        removed = List.copyOf(removed);
        lookups = List.copyOf(lookups);
    }

    /**
     * A lookup of the document.
     *
     * @param file where its content is; empty when it stands in the document
     * @param rows key and value of each entry that stands in the document
     */
    public record LookupRows(String name, String file, List<List<TableCell>> rows) {

        public LookupRows {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** What a document says. */
    public static MappingTable of(Mapping mapping) {
        Mapping.Head head = mapping.head();
        return new MappingTable(
                head.id(),
                head.version(),
                head.description(),
                head.owner(),
                head.schemaName().orElse(""),
                COLUMNS,
                mapping.fields().stream().map(FieldRow::of).toList(),
                mapping.removed().stream().map(names -> String.join(".", names)).toList(),
                mapping.lookups().entrySet().stream()
                        .map(entry -> lookup(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** The same with what becomes of a sample's values, in two columns more. */
    public MappingTable with(MappingSample sample) {
        List<String> heads = new ArrayList<>(columns);
        heads.add("Sample in");
        heads.add("Sample out");
        List<List<TableCell>> longer = IntStream.range(0, rows.size())
                .mapToObj(at -> {
                    List<TableCell> row = new ArrayList<>(rows.get(at));
                    row.addAll(sample.fields().get(at).cells());
                    return row;
                })
                .map(List::copyOf)
                .toList();
        return new MappingTable(id, version, description, owner, schema, heads, longer, removed, lookups);
    }

    private static LookupRows lookup(String name, Object content) {
        Map<?, ?> entries = content instanceof Map<?, ?> map ? map : Map.of();
        if (entries.containsKey("file")) {
            return new LookupRows(name, String.valueOf(entries.get("file")), List.of());
        }
        List<List<TableCell>> rows = new ArrayList<>();
        entries.forEach((key, value) -> rows.add(List.of(TableCell.code(key), TableCell.code(value))));
        return new LookupRows(name, "", rows);
    }
}
