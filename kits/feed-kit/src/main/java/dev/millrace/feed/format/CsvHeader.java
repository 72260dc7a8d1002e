package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The columns of one file, and the rows they make: of all columns, or of those expected, in their order. */
final class CsvHeader {

    private final List<String> names;
    private final int[] origins;
    private final Schema schema;
    private final Field[] fields;
    private final boolean inOrder;

    private CsvHeader(String schemaName, List<String> names, List<String> outputs) {
        SchemaBuilder builder = SchemaBuilder.struct().name(schemaName);
        outputs.forEach(name -> builder.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        this.names = List.copyOf(names);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i), i);
        }
        this.origins =
                outputs.stream().mapToInt(name -> places.getOrDefault(name, -1)).toArray();
        this.schema = builder.build();
        this.fields = schema.fields().toArray(Field[]::new);
        this.inOrder = names.equals(outputs);
    }

    /** Columns that make rows as they are; the names must differ from each other and from the empty text. */
    static CsvHeader of(String schemaName, List<String> names) {
        return new CsvHeader(schemaName, names, names);
    }

    /** Columns that make rows of those expected; empty when the policies refuse them. */
    static Optional<CsvHeader> of(String schemaName, List<String> names, List<String> expected, CsvPolicies policies) {
        if (expected.isEmpty()) {
            return Optional.of(of(schemaName, names));
        }
        List<String> common =
                expected.stream().filter(new HashSet<>(names)::contains).toList();
        List<String> found =
                names.stream().filter(new HashSet<>(expected)::contains).toList();
        boolean refused = (common.size() < expected.size() && !policies.missingColumnsAreNull())
                || (found.size() < names.size() && !policies.extraColumnsAreIgnored())
                || (!common.equals(found) && !policies.columnsMatchByName());
        return refused ? Optional.empty() : Optional.of(new CsvHeader(schemaName, names, expected));
    }

    /**
     * What rows of a header say in each column; blanks around it are not part of the name. A column without a name is called
     * by its number.
     */
    static List<String> names(List<@Nullable String[]> rows) {
        List<String> names = new ArrayList<>();
        for (@Nullable String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                String text = row[i];
                String part = text == null ? "" : text.strip();
                if (i == names.size()) {
                    names.add(part);
                } else if (!part.isEmpty()) {
                    names.set(i, names.get(i).isEmpty() ? part : names.get(i) + " " + part);
                }
            }
        }
        for (int i = 0; i < names.size(); i++) {
            names.set(i, names.get(i).isEmpty() ? nameOf(i) : names.get(i));
        }
        return names;
    }

    /** The same names, of which those that stood before have a number. */
    static List<String> numbered(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String candidate = name;
            for (int i = 2; seen.contains(candidate) || (i > 2 && taken.contains(candidate)); i++) {
                candidate = name + i;
            }
            seen.add(candidate);
            unique.add(candidate);
        }
        return unique;
    }

    static List<String> numbered(int columns) {
        return IntStream.range(0, columns).mapToObj(CsvHeader::nameOf).toList();
    }

    private static String nameOf(int index) {
        return "column" + (index + 1);
    }

    static boolean hasDuplicates(List<String> names) {
        Set<String> seen = new HashSet<>();
        return !names.stream().allMatch(seen::add);
    }

    List<String> names() {
        return names;
    }

    int columns() {
        return names.size();
    }

    Schema schema() {
        return schema;
    }

    /** A row of values, of which the last may be missing. */
    Struct row(@Nullable String[] values) {
        Struct row = new Struct(schema);
        if (inOrder && values.length == fields.length) {
            for (int i = 0; i < fields.length; i++) {
                row.put(fields[i], values[i]);
            }
            return row;
        }
        for (int i = 0; i < fields.length; i++) {
            int origin = origins[i];
            row.put(fields[i], origin < 0 || origin >= values.length ? null : values[origin]);
        }
        return row;
    }

    /** The same without a schema; values that are missing are left out. */
    Map<String, @Nullable Object> map(@Nullable String[] values, CsvPolicies.ExtraFields extra) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] >= 0 && origins[i] < values.length) {
                map.put(fields[i].name(), values[origins[i]]);
            }
        }
        if (extra == CsvPolicies.ExtraFields.NUMBER) {
            for (int i = names.size(); i < values.length; i++) {
                map.putIfAbsent(nameOf(i), values[i]);
            }
        }
        return map;
    }
}
