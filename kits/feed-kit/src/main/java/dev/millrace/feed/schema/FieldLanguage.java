package dev.millrace.feed.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the small language in which fields are declared.
 *
 * <pre>
 * fields = field { ("," | line end) field }
 * field  = name type ["?"] { option }
 * type   = string | int8 | int16 | int32 | int64 | float32 | float64 | decimal(p,s) | boolean | date | time | timestamp
 *        | bytes | struct(fields) | array(type ["?"]) | map(type ["?"])
 * option = 'pattern' | from 'name' | null 'a|b' | decimal ',' | grouping '.' | zone 'Europe/Berlin' | locale 'de' | trim | exact
 * </pre>
 *
 * A name is a word of letters, digits, {@code _}, {@code -} and {@code .}, or stands in double quotes. A quote inside quotes
 * is doubled. What follows {@code #} on a line is a comment.
 */
final class FieldLanguage {

    private static final int MAX_DEPTH = 20;

    private final FieldText text;
    private final ValueRules rules;
    private final boolean ignoresUnknown;
    private int depth;

    private FieldLanguage(FieldText text, ValueRules rules, boolean ignoresUnknown) {
        this.text = text;
        this.rules = rules;
        this.ignoresUnknown = ignoresUnknown;
    }

    /** The fields that the text declares, at least one. */
    static List<FieldSpec> parse(String declared, ValueRules rules, boolean ignoresUnknown) throws FieldSyntax {
        FieldText text = new FieldText(declared);
        List<FieldSpec> fields = new FieldLanguage(text, rules, ignoresUnknown).fields();
        if (!text.isAtEnd()) {
            throw text.wrong("a closing bracket without its opening one", text.at());
        }
        return fields;
    }

    /** A name as the language writes it. */
    static String quoted(String name) {
        StringBuilder quoted = new StringBuilder(name.length() + 2).append('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == 0x7F || c == '\\') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c == '"' ? "\"\"" : c);
            }
        }
        return quoted.append('"').toString();
    }

    private List<FieldSpec> fields() throws FieldSyntax {
        List<FieldSpec> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> sources = new HashSet<>();
        text.skipSeparators();
        while (!text.isAtEnd() && !text.sees(')')) {
            int begin = text.at();
            FieldSpec field = field(text.name());
            if (!names.add(field.name())) {
                throw text.wrong("a second field " + field.name(), begin);
            }
            if (!sources.add(field.source())) {
                throw text.wrong("a second field from " + field.source(), begin);
            }
            fields.add(field);
            boolean separated = text.skipSeparators();
            if (!separated && !text.isAtEnd() && !text.sees(')')) {
                throw text.wrong("a comma or a new line is missing", text.at());
            }
        }
        if (fields.isEmpty()) {
            throw text.wrong("no field", text.at());
        }
        return fields;
    }

    private FieldSpec field(String name) throws FieldSyntax {
        text.skipBlanks();
        int begin = text.at();
        TypeOptions options = new TypeOptions(rules);
        String type = text.word("a type, as in " + name + " int64,");
        List<FieldSpec> inner = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        if (text.takes('(')) {
            arguments(type, inner, numbers, begin);
        }
        text.skipBlanks();
        boolean optional = text.takes('?');
        options.read(text);
        FieldType built = new TypeBuilder(text, options, ignoresUnknown, begin).build(type, inner, numbers, optional);
        return new FieldSpec(
                name,
                options.source().orElse(name),
                built,
                optional,
                options.trim(),
                options.rules().nulls());
    }

    private void arguments(String type, List<FieldSpec> inner, List<Integer> numbers, int begin) throws FieldSyntax {
        if (++depth > MAX_DEPTH) {
            throw text.wrong("types nested too deep", text.at() - 1);
        }
        switch (type) {
            case "struct" -> inner.addAll(fields());
            case "array", "map" -> inner.add(field("element"));
            case "decimal" -> {
                numbers.add(text.number());
                text.skipBlanks();
                if (text.takes(',')) {
                    numbers.add(text.number());
                }
            }
            default -> throw text.wrong("the type " + type + " takes nothing in brackets", begin);
        }
        text.skipSeparators();
        if (!text.takes(')')) {
            throw text.wrong("a closing bracket is missing", text.at());
        }
        depth--;
    }
}
