package dev.millrace.feed.format;

import dev.millrace.feed.schema.RecordSchema;
import dev.millrace.kit.BoundedText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression whose named groups are a record's fields. Beside {@code (?<user>\w+)} it knows
 * {@code %{PATTERN}}, {@code %{PATTERN:field}} and {@code %{PATTERN:field:type}} with the names of {@link GrokPatterns}.
 */
final class LinesPattern {

    /** The field of a record that the pattern does not match, where such records are kept. */
    static final String UNMATCHED = "unmatched";

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
    private static final Pattern REFERENCE = Pattern.compile("%\\{(\\w+)(?::([^:}']+)(?::([^}]+))?)?}");

    private final Map<String, String> groups = new LinkedHashMap<>();
    private final StringBuilder fields = new StringBuilder();
    private Pattern pattern = Pattern.compile("");

    private LinesPattern() {}

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none; says why
     */
    static LinesPattern parse(String text) {
        LinesPattern parsed = new LinesPattern();
        String expression = parsed.translated(text);
        try {
            parsed.pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        }
        if (parsed.groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no field; name a group (?<user>\\w+) or a pattern %{WORD:user}");
        }
        RecordSchema.check(parsed.fields.toString());
        return parsed;
    }

    /** The fields in the language in which schemas are declared. */
    String fields(boolean keepsUnmatched) {
        return keepsUnmatched ? fields + "," + UNMATCHED + " string?" : fields.toString();
    }

    /**
     * The fields of a text; empty where it does not match as a whole.
     *
     * @throws BoundedText.TooCostly when the pattern goes back and forth too often
     */
    Optional<Map<String, @Nullable String>> match(String text) {
        Matcher matcher = pattern.matcher(BoundedText.byLength(text));
        if (!BoundedText.matches(matcher)) {
            return Optional.empty();
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        groups.forEach((field, group) -> values.put(field, matcher.group(group)));
        return Optional.of(values);
    }

    private String translated(String text) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            Matcher reference = REFERENCE.matcher(text).region(at, text.length());
            Matcher group = GROUP.matcher(text).region(at, text.length());
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                expression.append(text, at, at + 2);
                at += 2;
            } else if (reference.lookingAt()) {
                expression.append(reference(reference));
                at = reference.end();
            } else if (text.startsWith("%{", at)) {
                throw new IllegalArgumentException("at column " + (at + 1)
                        + " %{ begins no reference; write %{PATTERN}, %{PATTERN:field} or %{PATTERN:field:type}");
            } else {
                if (group.lookingAt()) {
                    add(group.group(1), group.group(1), "string");
                }
                expression.append(text.charAt(at));
                at++;
            }
        }
        return expression.toString();
    }

    private String reference(Matcher reference) {
        String expression = expanded(reference.group(1));
        String field = reference.group(2);
        if (field == null) {
            return "(?:" + expression + ")";
        }
        // Fields may have names that groups can't.
        String group = "millrace" + groups.size();
        String type = reference.group(3);
        add(field, group, type == null ? "string" : type);
        return "(?<" + group + ">" + expression + ")";
    }

    private static String expanded(String name) {
        String definition = GrokPatterns.all().get(name);
        if (definition == null) {
            throw new IllegalArgumentException(
                    "there is no pattern " + name + "; the formats page lists those there are");
        }
        return REFERENCE
                .matcher(definition)
                .replaceAll(inner -> Matcher.quoteReplacement("(?:" + expanded(inner.group(1)) + ")"));
    }

    private void add(String field, String group, String type) {
        if (groups.put(field, group) != null) {
            throw new IllegalArgumentException("there are two fields " + field + "; give each a name of its own");
        }
        // A pattern behind the type, as in date 'dd.MM.yyyy', stays behind the mark of an optional field.
        int end = type.indexOf(' ') < 0 ? type.length() : type.indexOf(' ');
        fields.append(fields.isEmpty() ? "" : ",")
                .append(RecordSchema.quoted(field))
                .append(' ')
                .append(type, 0, end)
                .append(type.startsWith("?", end - 1) ? "" : "?")
                .append(type.substring(end));
    }
}
