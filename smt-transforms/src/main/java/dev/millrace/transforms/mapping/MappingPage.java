package dev.millrace.transforms.mapping;

import java.util.List;
import java.util.StringJoiner;

/** A mapping document as a page of Markdown, for people who will never see a connector. */
public final class MappingPage {

    private final MappingTable table;
    private final StringBuilder page = new StringBuilder();

    private MappingPage(MappingTable table) {
        this.table = table;
    }

    /** The page: what the document is, one line for each field, and the lookups. */
    public static String of(Mapping mapping) {
        return of(MappingTable.of(mapping));
    }

    /** The page of a table, with all columns that it has. */
    public static String of(MappingTable table) {
        return new MappingPage(table).write();
    }

    private String write() {
        page.append("# ").append(text(table.id())).append("\n\n");
        if (!table.description().isEmpty()) {
            page.append(text(table.description())).append("\n\n");
        }
        page.append("Version ").append(text(table.version()));
        if (!table.owner().isEmpty()) {
            page.append(", owned by ").append(text(table.owner()));
        }
        if (!table.schema().isEmpty()) {
            page.append("; makes records of the schema ").append(code(table.schema()));
        }
        page.append(".\n\n");
        heads(table.columns());
        table.rows().forEach(this::cells);
        if (!table.removed().isEmpty()) {
            StringJoiner names = new StringJoiner(", ", "\nLeft out of patched records: ", ".\n");
            table.removed().forEach(path -> names.add(code(path)));
            page.append(names);
        }
        table.lookups().forEach(this::lookup);
        return page.toString();
    }

    private void lookup(MappingTable.LookupRows lookup) {
        page.append("\n## Lookup ").append(text(lookup.name())).append("\n\n");
        if (lookup.file().isEmpty()) {
            heads(List.of("Key", "Value"));
            lookup.rows().forEach(this::cells);
        } else {
            page.append("From the file ").append(code(lookup.file())).append(".\n");
        }
    }

    private void heads(List<String> heads) {
        row(heads);
        row(heads.stream().map(head -> "---").toList());
    }

    private void cells(List<TableCell> cells) {
        row(cells.stream().map(MappingPage::cell).toList());
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(TableCell cell) {
        StringBuilder all = new StringBuilder();
        cell.pieces().forEach(piece -> all.append(piece.isCode() ? code(piece.text()) : escaped(piece.text())));
        return all.toString().strip();
    }

    private static String text(String text) {
        return escaped(text).strip();
    }

    /** Text that Markdown takes as it is. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("([*_`\\[\\]])", "\\\\$1")
                .replaceAll("\\s+", " ");
    }

    /** A value in the type of code; a table breaks at bars even there. */
    private static String code(String value) {
        String code = value.replace("|", "\\|").replaceAll("\\s", " ");
        int longest = 0;
        for (int at = 0, run = 0; at < code.length(); at++) {
            run = code.charAt(at) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return longest == 0 ? fence + code + fence : fence + " " + code + " " + fence;
    }
}
