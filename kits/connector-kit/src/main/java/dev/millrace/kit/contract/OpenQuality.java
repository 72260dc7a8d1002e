package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quality rules of one property in an Open Data Contract. Those that allow no bad value at all are held to each record; all
 * others are noted, and so are those that only inform or warn.
 */
final class OpenQuality {

    private final String path;
    private final List<String> notes;
    private final List<Rule> rules = new ArrayList<>();
    private String missing = "";

    OpenQuality(String path, List<String> notes, List<Keywords> checks) {
        this.path = path;
        this.notes = notes;
        checks.forEach(this::add);
    }

    /** What values that are there must keep to. */
    List<Rule> rules() {
        return rules;
    }

    /** The keyword that is broken where there is no value; empty where none needs to be. */
    String missing() {
        return missing;
    }

    /** What a rule calls itself in notes. */
    static String name(Keywords check) {
        for (String keyword : List.of("metric", "rule", "name", "type")) {
            if (check.raw(keyword) instanceof String name) {
                return name;
            }
        }
        return "without a name";
    }

    /** What it counts, by the names of 3.1; empty where it does not say. */
    static String metric(Keywords check) {
        return check.raw("metric") instanceof String told
                ? told
                : check.raw("rule") instanceof String old ? renamed(old) : "";
    }

    /** Whether it is held to each record. */
    static boolean isHeld(Keywords check) {
        return isAboutOne(check)
                && !Set.of("info", "warning").contains(String.valueOf(check.raw("severity")))
                && Set.of("nullValues", "missingValues", "invalidValues").contains(metric(check));
    }

    /** Where a rule has its arguments: in 3.0 beside its name. */
    static Keywords arguments(Keywords check) {
        return check.raw("arguments") instanceof java.util.Map<?, ?> given
                ? new Keywords(new SchemaPointer("arguments of " + name(check)), given)
                : check;
    }

    private static boolean isAboutOne(Keywords check) {
        boolean library = !check.has("type") || "library".equals(check.raw("type"));
        return library && allowsNone(check, metric(check));
    }

    private void add(Keywords check) {
        String metric = metric(check);
        if (!isAboutOne(check)) {
            note(check, "can't be held to one record");
        } else if (Set.of("info", "warning").contains(String.valueOf(check.raw("severity")))) {
            note(check, "is not enforced, for its severity is " + check.raw("severity"));
        } else {
            enforce(check, metric);
        }
    }

    private void enforce(Keywords check, String metric) {
        Keywords arguments = arguments(check);
        switch (metric) {
            case "nullValues" -> missing = missing.isEmpty() ? metric : missing;
            case "missingValues" -> missingValues(arguments);
            case "invalidValues" -> invalidValues(check, arguments);
            default -> note(check, "can't be held to one record");
        }
    }

    private void missingValues(Keywords arguments) {
        List<@Nullable Object> values = arguments.has("missingValues") ? arguments.list("missingValues") : List.of();
        if (values.isEmpty() || values.contains(null)) {
            missing = missing.isEmpty() ? "missingValues" : missing;
        }
        Set<@Nullable Object> told = new HashSet<>(values);
        told.remove(null);
        if (!told.isEmpty()) {
            ChoiceRule bad = new ChoiceRule("missingValues", told, ContractOptions.Nulls.ABSENT);
            rules.add(
                    (schema, value, report) -> !bad.isChoice(schema, value) || Rule.violated(report, "missingValues"));
        }
    }

    private void invalidValues(Keywords check, Keywords arguments) {
        if (!arguments.hasAny("validValues", "pattern")) {
            note(check, "tells neither validValues nor a pattern, so that nothing can be checked");
        }
        if (arguments.has("validValues")) {
            rules.add(new ChoiceRule("invalidValues", arguments.list("validValues"), ContractOptions.Nulls.ABSENT));
        }
        if (arguments.has("pattern")) {
            TextPattern pattern = new TextPattern(arguments.text("pattern"));
            rules.add(new TextRule("invalidValues", pattern::isFoundIn));
        }
    }

    private void note(Keywords check, String sentence) {
        notes.add("the quality rule " + name(check) + " of " + path + " " + sentence);
    }

    /** Whether not one bad value may be there. */
    private static boolean allowsNone(Keywords check, String metric) {
        boolean percent = "percent".equals(check.raw("unit"));
        return is(check, "mustBe", BigDecimal.ZERO)
                || is(check, "mustBeLessOrEqualTo", BigDecimal.ZERO)
                || (!percent && is(check, "mustBeLessThan", BigDecimal.ONE))
                || (metric.equals("invalidValues") && check.has("validValues"));
    }

    private static boolean is(Keywords check, String operator, BigDecimal number) {
        return check.raw(operator) instanceof BigDecimal told && told.compareTo(number) == 0;
    }

    /** The names of 3.0. */
    private static String renamed(String rule) {
        return switch (rule) {
            case "nullCheck" -> "nullValues";
            case "validValues" -> "invalidValues";
            default -> rule;
        };
    }
}
