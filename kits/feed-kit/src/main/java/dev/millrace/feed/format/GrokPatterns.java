package dev.millrace.feed.format;

import java.util.LinkedHashMap;
import java.util.Map;

/** The patterns that {@code lines.pattern} may name; none of them has groups of its own. */
final class GrokPatterns {

    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("WORD", "\\w+");
        ALL.put("NOTSPACE", "\\S+");
        ALL.put("SPACE", "\\s*");
        ALL.put("DATA", ".*?");
        ALL.put("GREEDYDATA", ".*");
        ALL.put("QUOTED", "\"(?:[^\"\\\\]|\\\\.)*+\"");
        ALL.put("INT", "[+-]?\\d+");
        ALL.put("NUMBER", "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
        ALL.put("HEX", "[0-9A-Fa-f]+");
        ALL.put("UUID", "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
        ALL.put("IPV4", "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
        ALL.put("IPV6", "[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%\\w+)?");
        ALL.put("IP", "(?:%{IPV4}|%{IPV6})");
        ALL.put("HOST", "[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?(?:\\.[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?)*");
        ALL.put("IPORHOST", "(?:%{IP}|%{HOST})");
        ALL.put("PORT", "\\d{1,5}");
        ALL.put("USER", "[\\w.@-]+");
        ALL.put("EMAIL", "[\\w.+-]+@%{HOST}");
        ALL.put("PATH", "/?(?:[^/\\s]*/)*[^/\\s]*");
        ALL.put("URI", "[A-Za-z][A-Za-z0-9+.-]*:\\S+");
        ALL.put("LEVEL", "(?i:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|alert|fatal|severe|emerg)");
        ALL.put("MONTH", "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)");
        ALL.put("DATE", "\\d{4}-\\d{2}-\\d{2}");
        ALL.put("TIME", "\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?");
        ALL.put("TIMESTAMP", "%{DATE}[T ]%{TIME}(?:Z|[+-]\\d{2}:?\\d{2})?");
        ALL.put("HTTPDATE", "\\d{2}/%{MONTH}/\\d{4}:%{TIME} [+-]\\d{4}");
        ALL.put("SYSLOGTIME", "%{MONTH} +\\d{1,2} %{TIME}");
    }

    private GrokPatterns() {}

    /** All of them by name, as the reference lists them. */
    static Map<String, String> all() {
        return Map.copyOf(ALL);
    }

    /** The names in the order of the reference. */
    static Iterable<String> names() {
        return ALL.keySet();
    }
}
