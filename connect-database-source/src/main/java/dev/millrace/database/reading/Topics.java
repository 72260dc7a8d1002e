package dev.millrace.database.reading;

import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The topics that rows go to, by a template. Immutable. */
public final class Topics {

    public static final String KEY = "topic";

    private static final String TABLE = "table";
    private static final String SCHEMA = "schema";
    private static final String QUERY = "query";
    private static final String NAME = "name";
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9._-]");

    private final Template template;

    private Topics(Template template) {
        this.template = template;
    }

    /**
     * Topics by a template.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Topics parse(String template) {
        return new Topics(Template.parse(template.trim()));
    }

    /** The topic of a table's rows; letters that topics may not have become underscores. */
    public String of(TableName table) {
        return fill(place -> switch (place) {
            case TABLE, NAME -> table.table();
            case SCHEMA -> table.schema().orElse("");
            default -> "";
        });
    }

    /** The topic of a query's rows. */
    public String ofQuery(String id) {
        return fill(place -> place.equals(QUERY) || place.equals(NAME) ? id : "");
    }

    /** Whether Kafka takes a name for a topic's. */
    public static boolean isTopic(String name) {
        return LEGAL.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /** Reports a template that can't be filled for these tables, or for a query. */
    public static void validate(String template, List<TableName> tables, boolean isQuery, Problems problems) {
        int[] found = {0};
        List<String> known = isQuery ? List.of(QUERY, NAME) : List.of(TABLE, SCHEMA, NAME);
        Template.validate(KEY, template, known, (key, sentence) -> {
            found[0]++;
            problems.report(key, sentence);
        });
        if (found[0] > 0) {
            return;
        }
        if (Template.parse(template).placeholders().contains(SCHEMA)) {
            tables.stream()
                    .filter(table -> table.schema().isEmpty())
                    .findFirst()
                    .ifPresent(table -> problems.report(
                            KEY, "has {schema}, which " + table + " does not name: write tables as schema.table"));
        }
        String fixed = Template.parse(template).fill(place -> "x").trim();
        if (ILLEGAL.matcher(fixed).find() || fixed.isEmpty()) {
            problems.report(
                    KEY,
                    "is no topic's name: beside places in braces use letters, digits, dots, dashes and underscores");
        }
    }

    private String fill(UnaryOperator<String> places) {
        String name =
                template.fill(place -> ILLEGAL.matcher(places.apply(place)).replaceAll("_"));
        if (!isTopic(name)) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "topic-unknown",
                    KEY + " gives '" + name + "', which is no topic's name");
        }
        return name;
    }
}
