package dev.millrace.kit.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a record under names that Avro takes, and its values moved there.
 *
 * <p>A struct inside of another gets a name where it has none, and another one where a different struct of the same record has
 * its name: that of the struct around it, a dot and its field's. Converters for Avro would number the former by their order,
 * which changes when a field comes in between, and write the latter with the wrong schema. What has nothing to rename is left
 * as it is, the very same object. Immutable and thread-safe.
 */
public final class Renaming {

    /** Moves a value to the schema beside it. */
    private sealed interface Move {

        @Nullable
        Object of(@Nullable Object value);
    }

    private record Part(Schema schema, Move move) {}

    private record Stay() implements Move {
        @Override
        public @Nullable Object of(@Nullable Object value) {
            return value;
        }
    }

    private static final Stay STAY = new Stay();

    private record Fields(Schema schema, List<Field> from, List<Field> to, List<Move> moves) implements Move {
        @Override
        public @Nullable Object of(@Nullable Object value) {
            if (!(value instanceof Struct struct)) {
                return value;
            }
            Struct moved = new Struct(schema);
            for (int index = 0; index < from.size(); index++) {
                moved.put(
                        to.get(index),
                        moves.get(index)
                                .of(struct.getWithoutDefault(from.get(index).name())));
            }
            return moved;
        }
    }

    private record Elements(Move element) implements Move {
        @Override
        public @Nullable Object of(@Nullable Object value) {
            if (!(value instanceof List<?> list)) {
                return value;
            }
            List<@Nullable Object> moved = new ArrayList<>(list.size());
            for (Object one : list) {
                moved.add(element.of(one));
            }
            return moved;
        }
    }

    private record Entries(Move key, Move element) implements Move {
        @Override
        public @Nullable Object of(@Nullable Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                return value;
            }
            Map<@Nullable Object, @Nullable Object> moved = new LinkedHashMap<>();
            map.forEach((name, one) -> moved.put(key.of(name), element.of(one)));
            return moved;
        }
    }

    private final Naming naming;
    private final Map<String, Schema> named = new HashMap<>();
    private final Part whole;

    private Renaming(Naming naming, Schema schema) throws NameClash {
        this.naming = naming;
        this.whole = part(schema, "");
    }

    /**
     * Renames what is in a schema.
     *
     * @throws NameClash when two of its fields would get one name
     */
    public static Renaming of(Naming naming, Schema schema) throws NameClash {
        return new Renaming(naming, schema);
    }

    /** What the schema has become. */
    public Schema schema() {
        return whole.schema();
    }

    /** What a value of the former schema becomes. */
    public @Nullable Object value(@Nullable Object value) {
        return whole.move().of(value);
    }

    private Part part(Schema schema, String path) throws NameClash {
        if (naming == Naming.AS_WRITTEN) {
            return new Part(schema, STAY);
        }
        return switch (schema.type()) {
            case STRUCT -> struct(schema, path);
            case ARRAY -> array(schema, path);
            case MAP -> map(schema, path);
            default -> new Part(schema, STAY);
        };
    }

    private Part struct(Schema schema, String path) throws NameClash {
        String name = name(schema, path);
        boolean same = name == null || name.equals(schema.name());
        SchemaBuilder builder = like(schema, SchemaBuilder.struct()).name(name);
        Set<String> names = new HashSet<>();
        List<Move> moves = new ArrayList<>();
        for (Field field : schema.fields()) {
            String own = naming.field(field.name());
            if (!names.add(own)) {
                throw new NameClash("two fields would be called " + own
                        + ": give one of them another name, or choose unicode for schema.names");
            }
            Part part = part(field.schema(), (name == null ? "" : name + ".") + own);
            same &= own.equals(field.name()) && part.schema() == field.schema();
            builder.field(own, part.schema());
            moves.add(part.move());
        }
        if (same) {
            return new Part(schema, STAY);
        }
        Schema built = builder.build();
        return new Part(built, new Fields(built, schema.fields(), built.fields(), List.copyOf(moves)));
    }

    /** Only the record itself may stay without one. */
    private @Nullable String name(Schema schema, String path) {
        String wanted = schema.name() == null ? path : naming.schema(schema.name());
        if (wanted.isEmpty()) {
            return null;
        }
        Schema known = named.putIfAbsent(wanted, schema);
        if (known == null || known.fields().equals(schema.fields())) {
            return wanted;
        }
        named.putIfAbsent(path, schema);
        return path;
    }

    private Part array(Schema schema, String path) throws NameClash {
        Part element = part(schema.valueSchema(), path);
        if (element.schema() == schema.valueSchema()) {
            return new Part(schema, STAY);
        }
        return new Part(
                like(schema, SchemaBuilder.array(element.schema()))
                        .name(schema.name())
                        .build(),
                new Elements(element.move()));
    }

    private Part map(Schema schema, String path) throws NameClash {
        Part key = part(schema.keySchema(), path + ".key");
        Part element = part(schema.valueSchema(), path);
        if (key.schema() == schema.keySchema() && element.schema() == schema.valueSchema()) {
            return new Part(schema, STAY);
        }
        return new Part(
                like(schema, SchemaBuilder.map(key.schema(), element.schema()))
                        .name(schema.name())
                        .build(),
                new Entries(key.move(), element.move()));
    }

    private static SchemaBuilder like(Schema schema, SchemaBuilder builder) {
        builder.version(schema.version()).doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return schema.isOptional() ? builder.optional() : builder;
    }
}
