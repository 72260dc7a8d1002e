package dev.millrace.feed.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The fields of a record, in order, and the schema that they make. Thread-safe. */
final class FieldList {

    private final List<FieldSpec> specs;
    private final boolean ignoresUnknown;
    private final Set<String> sources = new HashSet<>();
    private final Schema schema;
    private final Field[] fields;
    private final FieldSpec[] order;

    /** The fields of a record. */
    FieldList(String name, List<FieldSpec> specs, boolean ignoresUnknown) {
        this(name, specs, ignoresUnknown, false);
    }

    /** Names must differ. A struct inside of another has no name, and may be optional. */
    FieldList(@Nullable String name, List<FieldSpec> specs, boolean ignoresUnknown, boolean optional) {
        this.specs = List.copyOf(specs);
        this.ignoresUnknown = ignoresUnknown;
        SchemaBuilder builder = SchemaBuilder.struct();
        if (name != null) {
            builder.name(name);
        }
        for (FieldSpec spec : specs) {
            builder.field(spec.name(), spec.schema());
            sources.add(spec.source());
        }
        this.schema = (optional ? builder.optional() : builder).build();
        this.fields = schema.fields().toArray(Field[]::new);
        this.order = specs.toArray(FieldSpec[]::new);
    }

    List<FieldSpec> specs() {
        return specs;
    }

    Schema schema() {
        return schema;
    }

    /** A new builder of the same fields, for a place in another schema. */
    SchemaBuilder builder() {
        SchemaBuilder builder = SchemaBuilder.struct();
        schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
        return builder;
    }

    /** The record of a map's entries. */
    Struct row(Map<?, ?> map) throws Unfit {
        Struct row = new Struct(schema);
        int found = 0;
        for (int i = 0; i < fields.length; i++) {
            FieldSpec spec = order[i];
            Object value = map.get(spec.source());
            if (value != null || map.containsKey(spec.source())) {
                found++;
            }
            row.put(fields[i], spec.of(value));
        }
        if (found < map.size() && !ignoresUnknown) {
            for (Object key : map.keySet()) {
                if (!sources.contains(String.valueOf(key))) {
                    throw new Unfit("a field is not among those of the schema");
                }
            }
        }
        return row;
    }

    /** How this record is made of Structs of another schema. */
    Mapping from(Schema input) throws Unfit {
        @Nullable Field[] origins = new Field[fields.length];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = input.field(specs.get(i).source());
        }
        if (!ignoresUnknown) {
            for (Field field : input.fields()) {
                if (!sources.contains(field.name())) {
                    throw new Unfit("field " + field.name() + " is not among those of the schema");
                }
            }
        }
        return new Mapping(origins);
    }

    /** Turns Structs of one schema into records. */
    final class Mapping {

        private final @Nullable Field[] origins;

        private Mapping(@Nullable Field[] origins) {
            this.origins = origins;
        }

        Struct row(Struct input) throws Unfit {
            Struct row = new Struct(schema);
            for (int i = 0; i < origins.length; i++) {
                Field origin = origins[i];
                row.put(fields[i], order[i].of(origin == null ? null : input.get(origin)));
            }
            return row;
        }
    }
}
