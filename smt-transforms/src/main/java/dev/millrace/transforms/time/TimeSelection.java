package dev.millrace.transforms.time;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathText;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Which fields hold times: those that paths lead to, those of a name, and those of a logical type, at any depth. Immutable, for
 * any thread.
 *
 * @param paths that are spelt out
 * @param names patterns in which a star stands for any letters, of the last name of a field
 * @param types logical types of Connect
 */
record TimeSelection(List<FieldPath> paths, List<Pattern> names, Set<Kind> types) {

    private static final int DEEPEST = 50;
    private static final String ANY_NAME = "*";

    /** A logical type of Connect that is a point in time. */
    enum Kind {
        TIMESTAMP,
        DATE
    }

    TimeSelection {
        paths = List.copyOf(paths);
        names = List.copyOf(names);
        types = Set.copyOf(types);
    }

    static Pattern pattern(String name) {
        return Pattern.compile(
                Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Whether fields are looked for, beside those of the paths. */
    boolean searches() {
        return !names.isEmpty() || !types.isEmpty();
    }

    /** The paths of all fields of a schema that are selected, each once. */
    List<String> in(Schema schema) {
        Set<String> found = new LinkedHashSet<>();
        paths.forEach(path -> found.add(path.toString()));
        search(schema, "", found, 0);
        return List.copyOf(found);
    }

    private void search(Schema schema, String place, Set<String> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (schema.type() == Schema.Type.STRUCT) {
            for (Field field : schema.fields()) {
                String at = PathText.field(place, field.name());
                if (isOfType(field.schema()) || (isNamed(field.name()) && holdsTimes(field.schema()))) {
                    add(at, found);
                }
                search(field.schema(), at, found, depth + 1);
            }
        } else if (schema.type() == Schema.Type.ARRAY) {
            String at = PathText.each(place);
            if (isOfType(schema.valueSchema())) {
                add(at, found);
            }
            search(schema.valueSchema(), at, found, depth + 1);
        } else if (schema.type() == Schema.Type.MAP) {
            String at = place.isEmpty() ? ANY_NAME : place + "." + ANY_NAME;
            if (isOfType(schema.valueSchema())) {
                add(at, found);
            }
            search(schema.valueSchema(), at, found, depth + 1);
        }
    }

    /** Whether a value in a map without a schema is selected by its name or its type. */
    boolean isSelected(String place, Object value) {
        if (value instanceof Date) {
            return types.contains(Kind.TIMESTAMP) || isNamed(lastName(place));
        }
        return (value instanceof String || value instanceof Number) && isNamed(lastName(place));
    }

    private boolean isNamed(String name) {
        for (Pattern pattern : names) {
            if (pattern.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfType(Schema schema) {
        return (types.contains(Kind.TIMESTAMP) && Timestamp.LOGICAL_NAME.equals(schema.name()))
                || (types.contains(Kind.DATE) && org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name()));
    }

    /** Whether values of a schema may stand for times. */
    static boolean holdsTimes(Schema schema) {
        return switch (schema.type()) {
            case STRING, INT64, FLOAT64 -> true;
            case INT8, INT16, INT32 -> !org.apache.kafka.connect.data.Time.LOGICAL_NAME.equals(schema.name());
            case BYTES -> org.apache.kafka.connect.data.Decimal.LOGICAL_NAME.equals(schema.name());
            case FLOAT32, BOOLEAN, ARRAY, MAP, STRUCT -> false;
        };
    }

    private static String lastName(String place) {
        return FieldPath.parse(place).lastName().orElse("");
    }

    private void add(String place, Set<String> found) {
        if (!isSpeltOut(place)) {
            found.add(place);
        }
    }

    /** Whether a place is one that a path leads to anyhow. */
    boolean isSpeltOut(String place) {
        for (FieldPath path : paths) {
            if (PathText.general(path).equals(place)) {
                return true;
            }
        }
        return false;
    }
}
