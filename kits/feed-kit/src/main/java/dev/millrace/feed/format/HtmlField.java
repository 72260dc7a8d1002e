package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is read of a record under a name.
 *
 * @param selector finds elements within the record; empty means the record itself
 * @param attribute what is read of them; empty means their text
 */
record HtmlField(String name, String selector, String attribute) {

    private static final Pattern FORM =
            Pattern.compile("(.*?)(?:(?:^|\\s)@([A-Za-z_][A-Za-z0-9_:.-]*))?", Pattern.DOTALL);

    /**
     * Reads {@code name = selector @attribute; ...}.
     *
     * @throws IllegalArgumentException with a sentence when the text is not of this form
     */
    static List<HtmlField> parse(String text) {
        List<HtmlField> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String entry : entries(text)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? "" : entry.substring(0, equals).strip();
            if (name.isEmpty() || name.matches(".*[\\[\\]'\"].*")) {
                throw new IllegalArgumentException("is not of the form name = selector @attribute: " + entry);
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("has the field " + name + " twice: give each a name of its own");
            }
            Matcher parts = FORM.matcher(entry.substring(equals + 1).strip());
            if (!parts.matches()) {
                throw new IllegalStateException(entry);
            }
            String attribute = parts.group(2) == null ? "" : parts.group(2);
            fields.add(new HtmlField(name, parts.group(1).strip(), attribute));
        }
        return List.copyOf(fields);
    }

    /** A selector may hold the separators within its brackets and quotes. */
    private static List<String> entries(String text) {
        List<String> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        char quote = 0;
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            }
            if (quote == 0 && depth <= 0 && (c == ';' || c == '\n')) {
                entries.add(entry.toString().strip());
                entry.setLength(0);
            } else {
                entry.append(c);
            }
        }
        entries.add(entry.toString().strip());
        entries.removeIf(String::isEmpty);
        return entries;
    }
}
