package dev.millrace.ops.figures;

import dev.millrace.ops.watch.Figure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/** What a figure is called, whichever way it came: the rules of docs/monitoring/jmx-exporter.yaml. */
final class FigureNames {

    static final String DOMAIN = "dev.millrace";

    private static final String PREFIX = "millrace_";

    /** What an endpoint, a table or a rule counts has its name in the attribute. */
    private static final Pattern PART = Pattern.compile("(endpoint|reading|rule)\\.(.+)\\."
            + "(records|turns|failures|waits\\.ms|rows|pages|bytes|rounds|applied|skipped|failed|cursor\\.age\\.ms"
            + "|last\\.success\\.age\\.ms|not\\.modified|restarts|rows\\.(?:known|older|malformed))");

    private FigureNames() {}

    /** An attribute of one of our MBeans. */
    static Figure ofBean(ObjectName bean, String attribute, double value) {
        Map<String, String> labels = new HashMap<>();
        bean.getKeyPropertyList().forEach((key, text) -> labels.put(key, unquoted(text)));
        String name = labels.remove("type") + ".";
        Matcher part = PART.matcher(attribute);
        if (!labels.containsKey("route") && part.matches()) {
            labels.put("part", part.group(2));
            name += part.group(1) + "." + part.group(3);
        } else {
            name += attribute;
        }
        return new Figure(written(name), labels, value);
    }

    /** A metric of an exporter's page; empty when it is none of ours. */
    static Optional<Figure> ofMetric(Sample sample) {
        if (!sample.name().startsWith(PREFIX)) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        sample.labels().forEach((label, text) -> labels.put(label, unquoted(text)));
        return Optional.of(new Figure(written(sample.name().substring(PREFIX.length())), labels, sample.value()));
    }

    private static String written(String name) {
        return name.replaceAll("[^a-zA-Z0-9:_]", "_").toLowerCase(Locale.ROOT);
    }

    /** In an MBean's name a text that holds more than plain characters is quoted, and the exporter leaves it so. */
    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        try {
            return ObjectName.unquote(text);
        } catch (IllegalArgumentException another) {
            return text;
        }
    }
}
