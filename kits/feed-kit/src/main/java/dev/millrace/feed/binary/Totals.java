package dev.millrace.feed.binary;

import dev.millrace.feed.format.FixedWidthTotals;
import dev.millrace.feed.layout.Check;
import dev.millrace.feed.layout.Layout;
import dev.millrace.feed.layout.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;

/** Compares what headers and trailers say with the records of a file. Not thread-safe. */
final class Totals {

    private static final String MISSING = "record-type-missing";
    private static final String SECOND = "record-type-second";

    private final Rules rules;
    private final FixedWidthTotals totals;

    Totals(Rules rules) {
        this.rules = rules;
        this.totals = new FixedWidthTotals(rules.layout());
    }

    /** What is wrong with a record, or with what came before it. */
    Optional<FixedWidthTotals.Fault> add(String type, Struct value) {
        dev.millrace.feed.layout.RecordType kind = rules.kinds().get(type);
        if (kind == null) {
            return Optional.empty();
        }
        Map<String, String> texts = new HashMap<>();
        rules.fields().getOrDefault(type, Map.of()).forEach((name, path) -> texts.put(name, path.text(value)));
        return totals.add(kind, texts);
    }

    /** What is wrong with a file that ends here. */
    Optional<FixedWidthTotals.Fault> end() {
        return totals.end();
    }

    String state() {
        return totals.state();
    }

    void restore(String state) {
        totals.restore(state);
    }

    /**
     * What is checked. Immutable.
     *
     * @param kinds by the names of the types
     * @param fields of each type that checks look at
     */
    record Rules(
            Layout layout,
            Map<String, dev.millrace.feed.layout.RecordType> kinds,
            Map<String, Map<String, SchemaPath>> fields) {

        private static final String NAME = "([A-Za-z0-9_-]+)";
        private static final Pattern CHECK = Pattern.compile(NAME + "\\." + NAME
                + "\\s*=\\s*(?:count\\s*\\(([^)]*)\\)|sum\\s*\\(\\s*" + NAME + "\\." + NAME + "\\s*\\)"
                + "(?:\\s+modulo\\s+(\\d{1,2}))?)");

        static Rules of(String format, TypeSettings settings, RecordTypes types) throws BadOption {
            String key = format + TypeSettings.CHECKS;
            Map<String, List<Check>> checks = new HashMap<>();
            Map<String, Map<String, SchemaPath>> fields = new HashMap<>();
            for (String text : settings.checks()) {
                Matcher parts = CHECK.matcher(text);
                if (!parts.matches()) {
                    throw new BadOption(
                            key,
                            "'" + text + "' is no check; write TRAILER.COUNT = count(DETAIL) or TRAILER.TOTAL ="
                                    + " sum(DETAIL.AMOUNT), with modulo and a number of digits behind it if they are the"
                                    + " last ones of the sum");
                }
                String owner = name(key, parts.group(1), types);
                need(key, owner, parts.group(2), types, fields);
                boolean counts = parts.group(4) == null;
                if (!counts) {
                    need(key, name(key, parts.group(4), types), parts.group(5), types, fields);
                }
                checks.computeIfAbsent(owner, none -> new ArrayList<>()).add(check(key, parts, types));
            }
            return new Rules(layout(settings, types, checks), kinds(settings, types, checks), fields);
        }

        private static Check check(String key, Matcher parts, RecordTypes types) throws BadOption {
            boolean counts = parts.group(4) == null;
            List<String> of = new ArrayList<>();
            for (String name : counts ? Clauses.split(parts.group(3), ',') : List.of(parts.group(4))) {
                if (!name.equals("*")) {
                    of.add(name(key, name, types));
                }
            }
            return new Check(
                    parts.group(2),
                    Set.copyOf(of),
                    counts ? Optional.empty() : Optional.of(parts.group(5)),
                    Map.of(),
                    Optional.empty(),
                    parts.group(6) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts.group(6))),
                    1,
                    counts ? "trailer-count" : "trailer-sum");
        }

        private static String name(String key, String name, RecordTypes types) throws BadOption {
            return types.all().stream()
                    .map(RecordType::name)
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new BadOption(key, "there is no type " + name));
        }

        private static void need(
                String key, String type, String field, RecordTypes types, Map<String, Map<String, SchemaPath>> fields)
                throws BadOption {
            RecordType owner = types.all().stream()
                    .filter(one -> one.name().equals(type))
                    .findFirst()
                    .orElseThrow();
            SchemaPath path = SchemaPath.find(owner.plan().schema(), field)
                    .orElseThrow(() -> new BadOption(key, type + " has no field " + field));
            fields.computeIfAbsent(type, none -> new HashMap<>()).put(field, path);
        }

        private static Layout layout(TypeSettings settings, RecordTypes types, Map<String, List<Check>> checks) {
            return new Layout(
                    "records",
                    Optional.empty(),
                    Layout.Unit.BYTE,
                    OptionalInt.empty(),
                    Layout.Lines.YES,
                    kinds(settings, types, checks).values().stream()
                            .sorted(Comparator.comparing(dev.millrace.feed.layout.RecordType::name))
                            .toList(),
                    List.of());
        }

        private static Map<String, dev.millrace.feed.layout.RecordType> kinds(
                TypeSettings settings, RecordTypes types, Map<String, List<Check>> checks) {
            Map<String, dev.millrace.feed.layout.RecordType> kinds = new HashMap<>();
            Stream<String> names = types.all().stream().map(RecordType::name).distinct();
            names.forEach(name -> kinds.put(
                    name,
                    new dev.millrace.feed.layout.RecordType(
                            name,
                            new Selector.Any(),
                            false,
                            code(settings.needed(), name, MISSING),
                            code(settings.once(), name, SECOND),
                            List.of(),
                            checks.getOrDefault(name, List.of()))));
            return kinds;
        }

        private static Optional<String> code(Set<String> names, String name, String code) {
            return names.stream().anyMatch(name::equalsIgnoreCase) ? Optional.of(code) : Optional.empty();
        }
    }
}
