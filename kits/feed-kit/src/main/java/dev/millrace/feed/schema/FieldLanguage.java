package dev.millrace.feed.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;

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

    private static final int MAX_PRECISION = 1000;
    private static final int MAX_DEPTH = 20;

    private final String text;
    private final ValueRules rules;
    private final boolean ignoresUnknown;
    private int at;
    private int depth;

    private FieldLanguage(String text, ValueRules rules, boolean ignoresUnknown) {
        this.text = text;
        this.rules = rules;
        this.ignoresUnknown = ignoresUnknown;
    }

    /** The fields that the text declares, at least one. */
    static List<FieldSpec> parse(String text, ValueRules rules, boolean ignoresUnknown) throws FieldSyntax {
        FieldLanguage language = new FieldLanguage(text, rules, ignoresUnknown);
        List<FieldSpec> fields = language.fields();
        if (language.at < text.length()) {
            throw language.wrong("a closing bracket without its opening one", language.at);
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
        skipSeparators();
        while (at < text.length() && text.charAt(at) != ')') {
            int begin = at;
            FieldSpec field = field(name());
            if (!names.add(field.name())) {
                throw wrong("a second field " + field.name(), begin);
            }
            if (!sources.add(field.source())) {
                throw wrong("a second field from " + field.source(), begin);
            }
            fields.add(field);
            boolean separated = skipSeparators();
            if (!separated && at < text.length() && text.charAt(at) != ')') {
                throw wrong("a comma or a new line is missing", at);
            }
        }
        if (fields.isEmpty()) {
            throw wrong("no field", at);
        }
        return fields;
    }

    private String name() throws FieldSyntax {
        if (at < text.length() && text.charAt(at) == '"') {
            int begin = at;
            String name = unescaped(quotedBy('"'), begin);
            if (name.isEmpty()) {
                throw wrong("an empty name", begin);
            }
            return name;
        }
        return word("a field's name");
    }

    private FieldSpec field(String name) throws FieldSyntax {
        skipBlanks();
        int begin = at;
        TypeOptions options = new TypeOptions(rules);
        String type = word("a type, as in " + name + " int64,");
        List<FieldSpec> inner = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        if (at < text.length() && text.charAt(at) == '(') {
            arguments(type, inner, numbers, begin);
        }
        skipBlanks();
        boolean optional = at < text.length() && text.charAt(at) == '?';
        at += optional ? 1 : 0;
        options(options);
        FieldType built = type(type, inner, numbers, optional, options, begin);
        ValueRules own = options.rules;
        return new FieldSpec(
                name, options.source.orElse(name), built, optional, own.trim() || options.trim, own.nulls());
    }

    private void arguments(String type, List<FieldSpec> inner, List<Integer> numbers, int begin) throws FieldSyntax {
        if (++depth > MAX_DEPTH) {
            throw wrong("types nested too deep", at);
        }
        at++;
        switch (type) {
            case "struct" -> inner.addAll(fields());
            case "array", "map" -> inner.add(field("element"));
            case "decimal" -> {
                numbers.add(number());
                skipBlanks();
                if (at < text.length() && text.charAt(at) == ',') {
                    at++;
                    numbers.add(number());
                }
            }
            default -> throw wrong("the type " + type + " takes nothing in brackets", begin);
        }
        skipSeparators();
        if (at >= text.length() || text.charAt(at) != ')') {
            throw wrong("a closing bracket is missing", at);
        }
        at++;
        depth--;
    }

    private int number() throws FieldSyntax {
        skipBlanks();
        int begin = at;
        String word = word("a number");
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw wrong("no number", begin);
        }
    }

    /** What stands behind a type. */
    private static final class TypeOptions {

        private ValueRules rules;
        private Optional<String> source = Optional.empty();
        private Optional<String> pattern = Optional.empty();
        private int patternAt;
        private boolean trim;
        private boolean exact;

        TypeOptions(ValueRules rules) {
            this.rules = rules;
        }
    }

    private void options(TypeOptions options) throws FieldSyntax {
        while (true) {
            skipBlanks();
            if (at >= text.length() || "\r\n,)#".indexOf(text.charAt(at)) >= 0) {
                return;
            }
            int begin = at;
            if (text.charAt(at) == '\'') {
                options.patternAt = begin;
                options.pattern = Optional.of(quotedBy('\''));
            } else {
                option(word("an option"), options, begin);
            }
        }
    }

    private void option(String word, TypeOptions options, int begin) throws FieldSyntax {
        ValueRules now = options.rules;
        switch (word) {
            case "trim" -> options.trim = true;
            case "exact" -> options.exact = true;
            case "from" -> options.source = Optional.of(quotedValue(word));
            case "null" ->
                options.rules = now.withNulls(List.of(quotedValue(word).split("\\|", -1)));
            case "decimal" -> {
                String sign = quotedValue(word);
                if (!sign.equals(".") && !sign.equals(",")) {
                    throw wrong("decimal takes '.' or ','", begin);
                }
                options.rules = now.withDecimal(sign.charAt(0));
            }
            case "grouping", "zone", "locale" -> {
                String value = quotedValue(word);
                try {
                    options.rules = switch (word) {
                        case "grouping" -> now.withGrouping(ValueRules.grouping(word, value));
                        case "zone" -> now.withZone(ValueRules.zone(word, value));
                        default -> now.withLocale(ValueRules.locale(word, value));
                    };
                } catch (ConfigException e) {
                    throw wrong("no value for " + word, begin);
                }
            }
            default ->
                throw wrong(
                        "unknown option " + word
                                + "; there are 'pattern', from, null, decimal, grouping, zone, locale, trim and exact",
                        begin);
        }
    }

    private FieldType type(
            String word, List<FieldSpec> inner, List<Integer> numbers, boolean optional, TypeOptions options, int begin)
            throws FieldSyntax {
        if (options.rules.ambiguous()) {
            throw wrong("decimal and grouping are the same sign", begin);
        }
        NumberText text = new NumberText(options.rules);
        boolean takesPattern = true;
        FieldType type;
        switch (word) {
            case "boolean" -> type = bool(options);
            case "date" -> type = temporal(TemporalType.Kind.DATE, options);
            case "time" -> type = temporal(TemporalType.Kind.TIME, options);
            case "timestamp" -> type = temporal(TemporalType.Kind.TIMESTAMP, options);
            case "bytes" -> type = bytes(options);
            default -> {
                takesPattern = false;
                type = switch (word) {
                    case "string" -> new TextType();
                    case "int8", "int16", "int32", "int64" ->
                        new IntegerType(Schema.Type.valueOf(word.toUpperCase(Locale.ROOT)), text);
                    case "float32", "float64" ->
                        new FloatType(Schema.Type.valueOf(word.toUpperCase(Locale.ROOT)), options.exact, text);
                    case "decimal" -> decimal(numbers, text, begin);
                    case "struct" ->
                        new NestedType.Structure(
                                new FieldList(null, some(inner, word, begin), ignoresUnknown, optional));
                    case "array" ->
                        new NestedType.Sequence(some(inner, word, begin).get(0));
                    case "map" ->
                        new NestedType.Dictionary(some(inner, word, begin).get(0));
                    default ->
                        throw wrong(
                                "unknown type " + word
                                        + "; there are string, int8, int16, int32, int64, float32, float64, decimal(p,s),"
                                        + " boolean, date, time, timestamp, bytes, struct(..), array(..) and map(..)",
                                begin);
                };
            }
        }
        if (!takesPattern && options.pattern.isPresent()) {
            throw wrong("the type " + word + " takes no pattern", options.patternAt);
        }
        if (options.exact && !(type instanceof FloatType)) {
            throw wrong("exact belongs to float32 and float64", begin);
        }
        return type;
    }

    private List<FieldSpec> some(List<FieldSpec> inner, String word, int begin) throws FieldSyntax {
        if (inner.isEmpty()) {
            throw wrong("the type " + word + " says in brackets what it holds", begin);
        }
        return inner;
    }

    private FieldType decimal(List<Integer> numbers, NumberText text, int begin) throws FieldSyntax {
        int scale = numbers.size() > 1 ? numbers.get(1) : 0;
        if (numbers.isEmpty()
                || numbers.get(0) < 1
                || numbers.get(0) > MAX_PRECISION
                || scale < 0
                || scale > numbers.get(0)) {
            throw wrong(
                    "decimal says how many digits there are, and how many of them stand behind the point: decimal(12,2)",
                    begin);
        }
        return new DecimalType(numbers.get(0), scale, text);
    }

    private FieldType bool(TypeOptions options) throws FieldSyntax {
        if (options.pattern.isEmpty()) {
            return BooleanType.STANDARD;
        }
        String[] sides = options.pattern.get().toLowerCase(Locale.ROOT).split("\\|", -1);
        if (sides.length != 2) {
            throw wrong("a boolean's pattern names yes and no, as in 'J|N' or 'y,yes|n,no'", options.patternAt);
        }
        List<String> yes = tokens(sides[0]);
        List<String> no = tokens(sides[1]);
        if (yes.stream().anyMatch(no::contains)) {
            throw wrong("the same text for yes and no", options.patternAt);
        }
        return new BooleanType(yes, no);
    }

    private static List<String> tokens(String side) {
        return Arrays.stream(side.split(",", -1)).map(String::strip).toList();
    }

    private FieldType temporal(TemporalType.Kind kind, TypeOptions options) throws FieldSyntax {
        if (options.pattern.isEmpty()) {
            return TemporalType.iso(kind, options.rules);
        }
        try {
            return TemporalType.of(kind, options.pattern.get(), options.rules);
        } catch (IllegalArgumentException e) {
            throw wrong("not a pattern of java.time for this type", options.patternAt);
        }
    }

    private FieldType bytes(TypeOptions options) throws FieldSyntax {
        String pattern = options.pattern.orElse("base64");
        if (!pattern.equals("base64") && !pattern.equals("hex")) {
            throw wrong("bytes are written 'base64' or 'hex'", options.patternAt);
        }
        return new BytesType(pattern.equals("hex"));
    }

    private String quotedValue(String word) throws FieldSyntax {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '\'') {
            throw wrong(word + " is followed by a text in single quotes", at);
        }
        return quotedBy('\'');
    }

    /** A doubled quote is one; so a java.time literal is written with doubled quotes. */
    private String quotedBy(char quote) throws FieldSyntax {
        int begin = at;
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                if (at + 1 == text.length() || text.charAt(at + 1) != quote) {
                    at++;
                    return content.toString();
                }
                at++;
            }
            content.append(c);
        }
        throw wrong("a quote is not closed", begin);
    }

    private String unescaped(String name, int begin) throws FieldSyntax {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '\\') {
                plain.append(name.charAt(i));
                continue;
            }
            try {
                plain.append((char) Integer.parseInt(name.substring(i + 2, i + 6), 16));
                i += 5;
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw wrong("a backslash in a name begins \\u and four hexadecimal digits", begin);
            }
        }
        return plain.toString();
    }

    private String word(String what) throws FieldSyntax {
        int begin = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (begin == at) {
            throw wrong(what + " is expected", begin);
        }
        return text.substring(begin, at);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Skips blanks, comments, commas and line ends; whether there was one of the last two. */
    private boolean skipSeparators() {
        boolean separated = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() - 1 : end;
                separated = true;
            } else if (c == ',' || c == '\n' || c == '\r') {
                separated = true;
            } else if (c != ' ' && c != '\t' && c != '\uFEFF') {
                break;
            }
        }
        return separated;
    }

    private FieldSyntax wrong(String complaint, int where) {
        return new FieldSyntax(complaint, text, Math.min(where, text.length()));
    }
}
