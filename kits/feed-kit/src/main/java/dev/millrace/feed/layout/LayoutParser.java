package dev.millrace.feed.layout;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns a layout's YAML into a {@link Layout}: the text subset of the layout language. */
final class LayoutParser {

    private static final int MAX_LENGTH = 1 << 20;
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern TYPE = Pattern.compile("(?:text|ascii|ebcdic)\\((\\d{1,6})\\)");

    private static final Set<String> ROOT = Set.of("name", "record");
    private static final Set<String> RECORD =
            Set.of("charset", "unit", "length", "lines", "trim", "fields", "switch", "groups", "checks");
    private static final Set<String> SWITCH = Set.of("at", "cases");
    private static final Set<String> CASE = Set.of("name", "skip", "needed", "once", "fields", "checks");
    private static final Set<String> FIELD =
            Set.of("name", "at", "len", "type", "as", "scale", "const", "enum", "trim");
    private static final Set<String> CHECK =
            Set.of("field", "count", "sum", "of", "where", "since", "modulo", "blocks", "code");
    private static final Set<String> GROUP = Set.of("opens", "closes", "holds", "outside", "unclosed");

    private final YamlMap root;
    private final YamlMap record;
    private final boolean trims;

    LayoutParser(String yaml) throws LayoutProblem {
        root = YamlMap.of(yaml, ROOT);
        record = root.map("record", RECORD).orElseThrow(() -> root.wrong("'record' is missing"));
        trims = trims(record, true);
    }

    Layout layout() throws LayoutProblem {
        String name = word(root, "name", root.requiredText("name"));
        Optional<Charset> charset = charset();
        Layout.Unit unit = choice(Layout.Unit.class, "unit", Layout.Unit.BYTE);
        Optional<Integer> length = record.number("length", 1, MAX_LENGTH);
        Layout.Lines lines = choice(Layout.Lines.class, "lines", Layout.Lines.YES);
        if (length.isEmpty() && lines != Layout.Lines.YES) {
            throw record.wrong("'length' is missing: records without line ends need one");
        }
        List<RecordType> types = types(length.orElse(MAX_LENGTH));
        List<Group> groups = groups(names(types));
        return new Layout(
                name, charset, unit, length.map(OptionalInt::of).orElseGet(OptionalInt::empty), lines, types, groups);
    }

    private Optional<Charset> charset() throws LayoutProblem {
        Optional<String> name = record.text("charset");
        try {
            return name.map(Charset::forName);
        } catch (IllegalArgumentException unknown) {
            throw record.wrong("charset", "is no charset; use a name such as UTF-8, windows-1252 or IBM037");
        }
    }

    private List<RecordType> types(int length) throws LayoutProblem {
        if (record.has("fields") == record.has("switch")) {
            throw record.wrong("give 'fields', or 'switch' for several types of records");
        }
        if (record.has("fields")) {
            List<Column> columns = columns(record, length);
            List<Check> checks = checks(record, columns, Map.of("record", columns));
            return List.of(new RecordType(
                    "record", new Selector.Any(), false, Optional.empty(), Optional.empty(), columns, checks));
        }
        YamlMap choice = record.map("switch", SWITCH).orElseThrow();
        int at = choice.number("at", 1, length).orElse(1) - 1;
        Map<String, YamlMap> cases = choice.named("cases", CASE);
        if (cases.isEmpty()) {
            throw choice.wrong("'cases' is missing or empty");
        }
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        for (YamlMap each : cases.values()) {
            String name = word(each, "name", each.requiredText("name"));
            if (columns.put(name, columns(each, length)) != null) {
                throw each.wrong("name", "is the name of another case, too");
            }
        }
        List<RecordType> types = new ArrayList<>();
        for (Map.Entry<String, YamlMap> each : cases.entrySet()) {
            YamlMap given = each.getValue();
            String name = given.requiredText("name");
            List<Column> own = columns.getOrDefault(name, List.of());
            types.add(new RecordType(
                    name,
                    selector(given, at, each.getKey()),
                    given.flag("skip"),
                    code(given, "needed"),
                    code(given, "once"),
                    own,
                    checks(given, own, columns)));
        }
        return types;
    }

    /** A key between slashes is a pattern for the whole record. */
    private static Selector selector(YamlMap place, int at, String key) throws LayoutProblem {
        if (key.length() > 2 && key.startsWith("/") && key.endsWith("/")) {
            try {
                return new Selector.Like(Pattern.compile(key.substring(1, key.length() - 1), Pattern.DOTALL));
            } catch (PatternSyntaxException wrong) {
                throw place.wrong("the pattern of this case is none: " + wrong.getDescription());
            }
        }
        return new Selector.Equal(at, key);
    }

    private List<Column> columns(YamlMap owner, int length) throws LayoutProblem {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int next = 0;
        for (YamlMap field : owner.maps("fields", FIELD)) {
            int size = length(field);
            int at = field.number("at", 1, MAX_LENGTH).orElse(next + 1) - 1;
            String name = field.has("name") ? word(field, "name", field.requiredText("name")) : "";
            if (!name.isEmpty() && !names.add(name)) {
                throw field.wrong("name", "is the name of another field, too");
            }
            if (at + size > length) {
                throw field.wrong("the field ends at " + (at + size) + ", behind the record's " + length);
            }
            columns.add(new Column(
                    name,
                    at,
                    size,
                    field.text("as").orElse("string"),
                    field.number("scale", 0, 30).orElse(0),
                    field.text("const"),
                    Set.copyOf(field.texts("enum")),
                    trims(field, trims)));
            next = at + size;
        }
        return columns;
    }

    private static int length(YamlMap field) throws LayoutProblem {
        Optional<String> type = field.text("type");
        if (type.isEmpty()) {
            return field.number("len", 1, MAX_LENGTH)
                    .orElseThrow(() -> field.wrong("'len' is missing, or 'type' with the length, as in text(10)"));
        }
        Matcher known = TYPE.matcher(type.get());
        if (!known.matches() || field.has("len")) {
            throw field.wrong("type", "must be text(length), and 'len' not be given beside it");
        }
        return Math.max(1, Integer.parseInt(known.group(1)));
    }

    private List<Check> checks(YamlMap owner, List<Column> own, Map<String, List<Column>> types) throws LayoutProblem {
        List<Check> checks = new ArrayList<>();
        for (YamlMap check : owner.maps("checks", CHECK)) {
            String field = check.requiredText("field");
            requireField(check, "field", field, own);
            if (check.has("count") == check.has("sum")) {
                throw check.wrong(
                        "give 'count' with the types that are counted, or 'sum' with the field that is summed");
            }
            List<String> of = new ArrayList<>(check.has("count") ? check.texts("count") : check.texts("of"));
            of.remove("*");
            for (String type : of) {
                requireType(check, type, types.keySet());
            }
            Optional<String> since = check.text("since");
            if (since.isPresent()) {
                requireType(check, since.get(), types.keySet());
            }
            if (check.has("sum")) {
                for (String type : of.isEmpty() ? types.keySet() : Set.copyOf(of)) {
                    requireField(check, "sum", check.requiredText("sum"), types.getOrDefault(type, List.of()));
                }
            }
            Map<String, Pattern> where = where(check);
            for (String type : of.isEmpty() ? types.keySet() : Set.copyOf(of)) {
                for (String condition : where.keySet()) {
                    requireField(check, "where", condition, types.getOrDefault(type, List.of()));
                }
            }
            checks.add(new Check(
                    field,
                    Set.copyOf(of),
                    check.text("sum"),
                    where,
                    since,
                    check.number("modulo", 1, 30).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    check.number("blocks", 1, 1_000_000).orElse(1),
                    code(check, "code").orElse(check.has("sum") ? "trailer-sum" : "trailer-count")));
        }
        return checks;
    }

    private static Map<String, Pattern> where(YamlMap check) throws LayoutProblem {
        Map<String, Pattern> where = new LinkedHashMap<>();
        for (Map.Entry<String, String> pair : check.pairs("where").entrySet()) {
            try {
                where.put(pair.getKey(), Pattern.compile(pair.getValue()));
            } catch (PatternSyntaxException wrong) {
                throw check.wrong("where", "holds a pattern that is none: " + wrong.getDescription());
            }
        }
        return where;
    }

    private List<Group> groups(Set<String> types) throws LayoutProblem {
        List<Group> groups = new ArrayList<>();
        for (YamlMap group : record.maps("groups", GROUP)) {
            String opens = group.requiredText("opens");
            String closes = group.requiredText("closes");
            List<String> holds = group.texts("holds");
            requireType(group, opens, types);
            requireType(group, closes, types);
            for (String type : holds) {
                requireType(group, type, types);
            }
            groups.add(new Group(
                    opens,
                    closes,
                    Set.copyOf(holds),
                    code(group, "outside").orElse("record-outside-group"),
                    code(group, "unclosed").orElse("group-not-closed")));
        }
        return groups;
    }

    private static void requireType(YamlMap place, String name, Set<String> types) throws LayoutProblem {
        if (!types.contains(name)) {
            throw place.wrong("there is no type of record called " + name);
        }
    }

    private static void requireField(YamlMap place, String key, String name, List<Column> columns)
            throws LayoutProblem {
        if (columns.stream().noneMatch(column -> column.name().equals(name))) {
            throw place.wrong(key, "is no field of that record: " + name);
        }
    }

    private static Set<String> names(List<RecordType> types) {
        return Set.copyOf(types.stream().map(RecordType::name).toList());
    }

    private static boolean trims(YamlMap place, boolean standard) throws LayoutProblem {
        Optional<String> trim = place.text("trim");
        if (trim.isPresent() && !trim.get().matches("right|none")) {
            throw place.wrong("trim", "must be right or none");
        }
        return trim.map("right"::equals).orElse(standard);
    }

    private static String word(YamlMap place, String key, String text) throws LayoutProblem {
        if (!WORD.matcher(text).matches()) {
            throw place.wrong(key, "must be a word of letters, digits and _ that does not begin with a digit");
        }
        return text;
    }

    private static Optional<String> code(YamlMap place, String key) throws LayoutProblem {
        Optional<String> code = place.text(key);
        if (code.isPresent() && !CODE.matcher(code.get()).matches()) {
            throw place.wrong(key, "must be a code of lower case words with dashes, such as trailer-count");
        }
        return code;
    }

    private <E extends Enum<E>> E choice(Class<E> choices, String key, E standard) throws LayoutProblem {
        Optional<String> text = record.text(key);
        for (E choice : choices.getEnumConstants()) {
            if (text.isPresent() && text.get().equals(choice.name().toLowerCase(Locale.ROOT))) {
                return choice;
            }
        }
        if (text.isPresent()) {
            throw record.wrong(
                    key,
                    "must be one of "
                            + List.of(choices.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
        }
        return standard;
    }
}
