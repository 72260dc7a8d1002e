package dev.millrace.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;

/** The page of all figures, as MBeans tell them of themselves. */
final class FigureTable {

    private static final String BEGIN = """
            # Metrics

            What every connector and transform counts, by JMX: one MBean in the domain `dev.millrace` for each task, route, listener or transform,
            with an attribute of the type `long` for each figure. Made from the MBeans of a real worker by `FiguresIT`, and compared with them in the
            build; `NAME` is what the configuration calls an endpoint, a table, a query or a rule.

            Connectors of record files (`type=record-file-source`) have the figures of `sftp-source`, for the file loop is the same. Some figures come
            with what they count: those of a reason, such as `refused.signature-mismatch` of a route, with the first request that was refused for it.
            Change tables and the detection of changes add figures under `reading.NAME`; the [guides](../guides/change-tables.md) name what matters of them.
            """;

    private FigureTable() {}

    static String of(Map<ObjectName, List<MBeanAttributeInfo>> beans) {
        Map<String, Map<String, String>> types = new TreeMap<>();
        beans.forEach((name, attributes) ->
                attributes.forEach(attribute -> types.computeIfAbsent(pattern(name), type -> new TreeMap<>())
                        .put(figure(attribute.getName()), attribute.getDescription())));
        StringBuilder page = new StringBuilder(BEGIN);
        types.forEach((type, figures) -> {
            page.append("\n## ").append(type).append("\n\n| attribute | unit | meaning |\n|---|---|---|\n");
            figures.forEach((figure, meaning) -> page.append("| `")
                    .append(figure)
                    .append("` | ")
                    .append(unit(figure))
                    .append(" | ")
                    .append(meaning)
                    .append(" |\n"));
        });
        return page.toString();
    }

    private static String pattern(ObjectName name) {
        String type = name.getKeyProperty("type");
        String route = name.getKeyProperty("route");
        return route == null ? type : type + ", route";
    }

    /** What configurations name is not what the page is about. */
    private static String figure(String attribute) {
        return attribute.replaceFirst("^(endpoint|reading|rule)\\.(public\\.orders|[^.]+)\\.", "$1.NAME.");
    }

    private static String unit(String figure) {
        if (figure.endsWith(".ms")) {
            return figure.contains(".le.") ? "requests" : "milliseconds";
        }
        return figure.endsWith("bytes") ? "bytes" : figure.endsWith("seconds") ? "seconds" : "";
    }
}
