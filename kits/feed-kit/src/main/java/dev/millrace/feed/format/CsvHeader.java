package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The columns of one file, and the schema they make. */
final class CsvHeader {

    private final List<String> names;
    private final Schema schema;
    private final List<Field> fields;

    /** The names must differ from each other and from the empty text. */
    CsvHeader(List<String> names) {
        SchemaBuilder builder = SchemaBuilder.struct().name("millrace.csv.Row");
        names.forEach(name -> builder.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        this.names = List.copyOf(names);
        this.schema = builder.build();
        this.fields = schema.fields();
    }

    /** Blanks around a name are not part of it; a column without a name is called by its number. */
    static List<String> names(@Nullable String[] line) {
        List<String> names = new ArrayList<>(line.length);
        for (String name : line) {
            String stripped = name == null ? "" : name.strip();
            names.add(stripped.isEmpty() ? "column" + (names.size() + 1) : stripped);
        }
        return names;
    }

    static List<String> numbered(int columns) {
        return names(new String[columns]);
    }

    static boolean hasDuplicates(List<String> names) {
        Set<String> seen = new HashSet<>();
        return !names.stream().allMatch(seen::add);
    }

    List<String> names() {
        return names;
    }

    int columns() {
        return fields.size();
    }

    Schema schema() {
        return schema;
    }

    Struct row(@Nullable String[] values) {
        Struct row = new Struct(schema);
        for (int i = 0; i < values.length; i++) {
            row.put(fields.get(i), values[i]);
        }
        return row;
    }
}
