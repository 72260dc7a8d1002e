package dev.millrace.ops.cluster;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registry as one page, in Markdown or HTML; the same files give the same page. */
final class RegistryPage {

    private static final String STYLE = """
            :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse;width:100%}th,td{border:1px solid #8886;padding:.3rem .5rem;text-align:left;vertical-align:top}
            """;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Integrations</title>
            <style>
            """;

    private record Column(String title, Function<Flow, String> text) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Flow", Flow::id),
            new Column("Purpose", Flow::purpose),
            new Column("Owner", Flow::owner),
            new Column("Contact", Flow::contact),
            new Column("Promises", RegistryPage::promises),
            new Column("Connectors", flow -> String.join(", ", flow.connectors())),
            new Column("Topics", flow -> String.join(", ", flow.topics())),
            new Column("Set aside in", flow -> String.join(", ", flow.setAside())),
            new Column("Data", flow -> String.join(", ", flow.classes())),
            new Column("Status", Flow::status),
            new Column("Runbook", Flow::runbook));

    private final Registry registry;

    RegistryPage(Registry registry) {
        this.registry = registry;
    }

    String markdown() {
        StringBuilder page = new StringBuilder("# Integrations\n\n")
                .append(registry.flows().size())
                .append(" flows, ")
                .append(registry.byConnector().size())
                .append(" connectors.\n\n");
        page.append(row(COLUMNS.stream().map(Column::title).toList()));
        page.append("|---".repeat(COLUMNS.size())).append("|\n");
        for (Flow flow : registry.flows()) {
            page.append(row(COLUMNS.stream()
                    .map(column -> cell(column.text().apply(flow)))
                    .toList()));
        }
        return page.toString();
    }

    String html() {
        StringBuilder page = new StringBuilder(HEAD)
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Integrations</h1>\n<p>")
                .append(registry.flows().size())
                .append(" flows, ")
                .append(registry.byConnector().size())
                .append(" connectors.</p>\n<table>\n<thead><tr>");
        COLUMNS.forEach(column ->
                page.append("<th scope=\"col\">").append(column.title()).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (Flow flow : registry.flows()) {
            page.append("<tr id=\"").append(escaped(flow.id())).append("\">");
            COLUMNS.forEach(column -> page.append("<td>")
                    .append(escaped(column.text().apply(flow)))
                    .append("</td>"));
            page.append("</tr>\n");
        }
        return page.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static String promises(Flow flow) {
        return flow.promises().entrySet().stream()
                .map(promise -> promise.getKey() + " " + promise.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** What would end a cell, or be taken for HTML, is written otherwise. */
    private static String cell(String text) {
        return text.replaceAll("\\s+", " ")
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
