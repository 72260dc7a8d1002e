package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.DerivedSchema;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** The schemas of keys that are structs, each made once for the schemas of its parts. For any thread. */
final class KeySchemas {

    /** Schemas of keys are few; what makes more of them than this would fill the memory. */
    private static final int MOST = 1_024;

    private final List<String> names;
    private final String name;
    private final Map<List<Schema>, Schema> made = new ConcurrentHashMap<>();
    private volatile @Nullable Known last;

    private record Known(List<Schema> parts, Schema schema) {}

    KeySchemas(List<String> names, String name) {
        this.names = List.copyOf(names);
        this.name = name;
    }

    /**
     * The schema of a key of these parts.
     *
     * @throws RuleFailure where a part has no schema, and none can be told from its value
     */
    Schema of(List<SchemaAndValue> parts, String rule) {
        List<Schema> schemas = new ArrayList<>(parts.size());
        for (SchemaAndValue part : parts) {
            schemas.add(schema(part, rule));
        }
        Known known = last;
        if (known != null && same(known.parts(), schemas)) {
            return known.schema();
        }
        if (made.size() > MOST) {
            made.clear();
        }
        Schema schema = made.computeIfAbsent(schemas, this::make);
        last = new Known(schemas, schema);
        return schema;
    }

    private static boolean same(List<Schema> one, List<Schema> other) {
        for (int at = 0; at < one.size(); at++) {
            if (one.get(at) != other.get(at)) {
                return false;
            }
        }
        return true;
    }

    private Schema make(List<Schema> parts) {
        SchemaBuilder builder = SchemaBuilder.struct();
        if (!name.isEmpty()) {
            builder.name(name);
        }
        for (int at = 0; at < parts.size(); at++) {
            builder.field(names.get(at), parts.get(at));
        }
        return builder.build();
    }

    private static Schema schema(SchemaAndValue part, String rule) {
        Schema schema = part.schema();
        if (schema == null) {
            schema = part.value() == null ? Schema.OPTIONAL_STRING_SCHEMA : inferred(part.value(), rule);
        }
        return part.value() == null && !schema.isOptional() ? DerivedSchema.optional(schema) : schema;
    }

    private static Schema inferred(Object value, String rule) {
        Schema.Type type = ConnectSchema.schemaType(value.getClass());
        if (type == null || !type.isPrimitive()) {
            throw new RuleFailure(rule, "", "no-schema");
        }
        return new SchemaBuilder(type).build();
    }
}
