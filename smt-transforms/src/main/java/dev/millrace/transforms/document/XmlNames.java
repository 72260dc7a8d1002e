package dev.millrace.transforms.document;

import dev.millrace.kit.ValueText;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Writes the names and characters of XML. */
final class XmlNames {

    private static final String START =
            "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
                    + "\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD";

    /** Namespaces in XML 1.0, production 4: a name without a colon; of the first plane, for few parsers read others. */
    private static final Pattern NAME =
            Pattern.compile("[" + START + "][" + START + "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*");

    private XmlNames() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * A name as it is written, its namespace as a prefix.
     *
     * @param known the prefixes of namespaces; what has none yet gets one
     * @param declarations where that is declared
     */
    static String written(String name, Map<String, String> known, StringBuilder declarations, boolean attribute) {
        int end = name.startsWith("{") ? name.lastIndexOf('}') : -1;
        String local = name.substring(end + 1);
        boolean reserved = attribute && end < 0 && local.equals("xmlns");
        if (!isName(local) || reserved) {
            throw new DocumentFault("not-a-name");
        }
        if (end < 2) {
            if (end > 0) {
                throw new DocumentFault("not-a-name");
            }
            return local;
        }
        return prefix(name.substring(1, end), known, declarations) + ":" + local;
    }

    private static String prefix(String namespace, Map<String, String> known, StringBuilder declarations) {
        if (namespace.equals("http://www.w3.org/XML/1998/namespace")) {
            return "xml";
        }
        if (namespace.equals("http://www.w3.org/2000/xmlns/")) {
            throw new DocumentFault("not-a-name");
        }
        String before = known.get(namespace);
        if (before != null) {
            return before;
        }
        String prefix = "ns" + (known.size() + 1);
        known.put(namespace, prefix);
        declarations.append(" xmlns:").append(prefix).append("=\"");
        attribute(declarations, namespace);
        declarations.append('"');
        return prefix;
    }

    /** The text of a single value: numbers in plain digits, times as ISO 8601, bytes as base64. */
    static String scalar(@Nullable Schema schema, Object value) {
        if (value instanceof Map
                || value instanceof Iterable
                || value instanceof org.apache.kafka.connect.data.Struct) {
            throw new DocumentFault("not-a-single-value");
        }
        try {
            return ValueText.of(schema, value);
        } catch (DataException unfit) {
            throw new DocumentFault("no-xml-form");
        }
    }

    static void text(StringBuilder out, String text) {
        escape(out, text, false);
    }

    static void attribute(StringBuilder out, String text) {
        escape(out, text, true);
    }

    private static void escape(StringBuilder out, String text, boolean attribute) {
        DocumentText.requireWhole(text);
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            switch (next) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                // Parsers make a line feed of it (XML 1.0, section 2.11).
                case '\r' -> out.append("&#13;");
                // In attributes parsers make blanks of them (section 3.3.3).
                case '\t', '\n' -> {
                    if (attribute) {
                        out.append("&#").append((int) next).append(';');
                    } else {
                        out.append(next);
                    }
                }
                default -> {
                    // Section 2.2: not even a reference may stand for these.
                    if (next < 0x20 || next == 0xFFFE || next == 0xFFFF) {
                        throw new DocumentFault("invalid-character");
                    }
                    out.append(next);
                }
            }
        }
    }
}
