package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.PathStep;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One step of a path to one place, compiled. Below a null everything is null. */
interface Hop {

    @Nullable
    Object from(Object value);

    /** A field of structs of one schema. A default of the schema is not put in the place of a null. */
    record OfField(Field field, boolean defaulted) implements Hop {

        static OfField of(Field field) {
            return new OfField(field, field.schema().defaultValue() != null);
        }

        @Override
        public @Nullable Object from(Object value) {
            Struct struct = (Struct) value;
            return defaulted ? struct.getWithoutDefault(field.name()) : struct.get(field);
        }
    }

    /** An entry of a map, or a field of a struct whose schema was not known before. */
    record OfName(String name) implements Hop {

        @Override
        public @Nullable Object from(Object value) {
            if (value instanceof Map<?, ?> map) {
                Object found = map.get(name);
                return found != null || map.containsKey(name) ? found : Absent.ABSENT;
            }
            if (value instanceof Struct struct && struct.schema().field(name) != null) {
                return struct.getWithoutDefault(name);
            }
            return Absent.ABSENT;
        }
    }

    /** An element of a list; a negative index counts from its end. */
    record OfIndex(int index) implements Hop {

        @Override
        public @Nullable Object from(Object value) {
            if (!(value instanceof List<?> list)) {
                return Absent.ABSENT;
            }
            int at = index < 0 ? list.size() + index : index;
            return at >= 0 && at < list.size() ? list.get(at) : Absent.ABSENT;
        }
    }

    /** The step as it is taken where no schema is known. */
    static Hop of(PathStep step) {
        if (step instanceof PathStep.Name name) {
            return new OfName(name.name());
        }
        if (step instanceof PathStep.At at) {
            return new OfIndex(at.index());
        }
        throw new IllegalArgumentException("a star leads to many places");
    }
}
