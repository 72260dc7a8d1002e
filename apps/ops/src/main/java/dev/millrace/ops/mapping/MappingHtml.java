package dev.millrace.ops.mapping;

import dev.millrace.transforms.mapping.MappingTable;
import dev.millrace.transforms.mapping.TableCell;
import java.util.List;

/** A mapping document as one page of HTML, which needs nothing else. Everything of the document is escaped. */
final class MappingHtml {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%s</title>
            <style>
            :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:90rem;margin:2rem auto;padding:0 1rem}
            .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%%}
            th,td{border:1px solid #8886;padding:.3rem .5rem;text-align:left;vertical-align:top}
            code{font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
            </style>
            </head>
            <body>
            """;

    private final StringBuilder page = new StringBuilder();

    private MappingHtml() {}

    static String of(MappingTable table) {
        MappingHtml html = new MappingHtml();
        html.write(table);
        return html.page.toString();
    }

    private void write(MappingTable table) {
        page.append(HEAD.formatted(escaped(table.id())));
        element("h1", escaped(table.id()));
        if (!table.description().isEmpty()) {
            element("p", escaped(table.description()));
        }
        element(
                "p",
                "Version " + escaped(table.version())
                        + (table.owner().isEmpty() ? "" : ", owned by " + escaped(table.owner()))
                        + (table.schema().isEmpty() ? "" : "; makes records of the schema " + code(table.schema()))
                        + ".");
        table(table.columns(), table.rows());
        if (!table.removed().isEmpty()) {
            element(
                    "p",
                    "Left out of patched records: "
                            + String.join(
                                    ", ",
                                    table.removed().stream()
                                            .map(MappingHtml::code)
                                            .toList())
                            + ".");
        }
        for (MappingTable.LookupRows lookup : table.lookups()) {
            element("h2", "Lookup " + escaped(lookup.name()));
            if (lookup.file().isEmpty()) {
                table(List.of("Key", "Value"), lookup.rows());
            } else {
                element("p", "From the file " + code(lookup.file()) + ".");
            }
        }
        page.append("</body>\n</html>\n");
    }

    private void table(List<String> heads, List<List<TableCell>> rows) {
        page.append("<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>");
        heads.forEach(
                head -> page.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (List<TableCell> row : rows) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(cell(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n</div>\n");
    }

    private void element(String name, String content) {
        page.append('<')
                .append(name)
                .append('>')
                .append(content)
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String cell(TableCell cell) {
        StringBuilder all = new StringBuilder();
        cell.pieces().forEach(piece -> all.append(piece.isCode() ? code(piece.text()) : escaped(piece.text())));
        return all.toString();
    }

    private static String code(String text) {
        return "<code>" + escaped(text) + "</code>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
