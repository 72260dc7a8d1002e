package dev.millrace.kit.path;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One step from a value into it. What is not there is passed over; what is there and null is handed on. Immutable. */
public sealed interface PathStep {

    /** Hands on what lies one step further, in its order. */
    void from(@Nullable Object value, Consumer<@Nullable Object> next);

    /** What {@link #one} gives where nothing is, for null may be there. */
    Object NOTHING = new Object();

    /** What lies one step further, without a word to anybody, or {@link #NOTHING}; of single steps. */
    default @Nullable Object one(@Nullable Object value) {
        throw new IllegalStateException("many may be there");
    }

    /** Whether it leads to one place at most. */
    default boolean isSingle() {
        return true;
    }

    /** A field of a struct, or an entry of a map. */
    record Name(String name) implements PathStep {

        @Override
        public void from(@Nullable Object value, Consumer<@Nullable Object> next) {
            hand(one(value), next);
        }

        @Override
        public @Nullable Object one(@Nullable Object value) {
            if (value instanceof Struct struct) {
                Field field = struct.schema().field(name);
                return field == null ? NOTHING : read(struct, field);
            }
            if (value instanceof Map<?, ?> map) {
                Object entry = map.get(name);
                return entry != null || map.containsKey(name) ? entry : NOTHING;
            }
            return NOTHING;
        }
    }

    /** Every field of a struct, every entry of a map. */
    record AnyName() implements PathStep {

        @Override
        public void from(@Nullable Object value, Consumer<@Nullable Object> next) {
            if (value instanceof Struct struct) {
                struct.schema().fields().forEach(field -> next.accept(read(struct, field)));
            } else if (value instanceof Map<?, ?> map) {
                map.values().forEach(next);
            }
        }

        @Override
        public boolean isSingle() {
            return false;
        }
    }

    /** The value itself and everything in it, at any depth. */
    record AnyDepth() implements PathStep {

        @Override
        public void from(@Nullable Object value, Consumer<@Nullable Object> next) {
            next.accept(value);
            Consumer<@Nullable Object> deeper = inner -> from(inner, next);
            new AnyName().from(value, deeper);
            new Each().from(value, deeper);
        }

        @Override
        public boolean isSingle() {
            return false;
        }
    }

    /** One element of a list; a negative index counts from its end. */
    record At(int index) implements PathStep {

        @Override
        public void from(@Nullable Object value, Consumer<@Nullable Object> next) {
            hand(one(value), next);
        }

        @Override
        public @Nullable Object one(@Nullable Object value) {
            if (!(value instanceof List<?> list)) {
                return NOTHING;
            }
            int at = index < 0 ? list.size() + index : index;
            return at >= 0 && at < list.size() ? list.get(at) : NOTHING;
        }
    }

    /** Every element of a list. */
    record Each() implements PathStep {

        @Override
        public void from(@Nullable Object value, Consumer<@Nullable Object> next) {
            if (value instanceof List<?> list) {
                list.forEach(next);
            }
        }

        @Override
        public boolean isSingle() {
            return false;
        }
    }

    private static void hand(@Nullable Object found, Consumer<@Nullable Object> next) {
        if (found != NOTHING) {
            next.accept(found);
        }
    }

    /** The field's own value: a default of the schema is not put in its place. */
    static @Nullable Object read(Struct struct, Field field) {
        return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
    }
}
