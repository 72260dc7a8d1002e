package dev.millrace.transforms.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What is known of one schema of records before any of them: where the document stands, and what the result is put into. */
final class DocumentPlan {

    /** Stands for a value that is not there: the schema, or the map, has no such field. */
    static final Object MISSING = new Object();

    private final Schema schema;
    private final List<Field> way = new ArrayList<>();
    private final boolean missing;
    private final Schema source;
    private final Conversion.Place at;
    private final PlaceSettings place;
    private final Optional<Schema> result;
    private final @Nullable Schema whole;
    private final Map<Schema, Schema> made = new ConcurrentHashMap<>();

    /**
     * A plan of one schema.
     *
     * @param nulls whether the policies may put a null where a value was
     */
    DocumentPlan(Schema schema, PlaceSettings place, Conversion conversion, boolean nulls) {
        this.schema = schema;
        this.place = place;
        Schema reached = schema;
        boolean optional = false;
        boolean lost = false;
        for (String name : place.path().names()) {
            Field field = reached.type() == Schema.Type.STRUCT ? reached.field(name) : null;
            if (field == null) {
                lost = true;
                break;
            }
            way.add(field);
            reached = field.schema();
            optional |= mayBeNull(reached);
        }
        this.missing = lost;
        this.source = reached;
        boolean mayBeNull = lost || nulls || (place.inPlace() ? mayBeNull(reached) : optional);
        this.at = mayBeNull ? Conversion.Place.OPTIONAL : Conversion.Place.REQUIRED;
        this.result = conversion.schema(at);
        this.whole = lost && !nulls ? null : result.map(this::made).orElse(null);
    }

    /** A field that is required and has a default holds a null where nothing was put. */
    private static boolean mayBeNull(Schema schema) {
        return schema.isOptional() || schema.defaultValue() != null;
    }

    /** What stands there: a value, a null (also where one stands around it), or {@link #MISSING}. */
    @Nullable
    Object read(Struct struct) {
        if (missing) {
            return MISSING;
        }
        Object value = struct;
        for (Field field : way) {
            if (!(value instanceof Struct inner)) {
                return null;
            }
            value = inner.getWithoutDefault(field.name());
        }
        return value;
    }

    /** The schema of the value that is converted. */
    Schema source() {
        return source;
    }

    @Nullable
    Object defaultValue() {
        return missing ? null : source.defaultValue();
    }

    Conversion.Place place() {
        return at;
    }

    /** A null as a result; without a schema where each value tells its own. */
    SchemaAndValue nothing() {
        return new SchemaAndValue(result.orElse(null), null);
    }

    /** The schema of records whose result is of a schema; the same instance each time. */
    Schema with(Schema of) {
        return whole != null ? whole : made.computeIfAbsent(of, this::made);
    }

    private Schema made(Schema leaf) {
        return Graft.schema(schema, place.target().names(), leaf);
    }
}
