package dev.millrace.transforms.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The form that a document must have, part by part; it makes typed values of what was read. Everything that does not fit is
 * a {@link DocumentFault} with its place. Immutable, for any thread.
 */
sealed interface Shape {

    /** The schema of what comes of it. */
    Schema schema();

    /** The same for a place that may, or may not, be without a value. */
    Shape optional(boolean optional);

    /**
     * A value that is not null, as it must be.
     *
     * @param structs whether objects become structs; else they become maps, as records without a schema have them
     */
    Object of(Object read, boolean structs);

    /** A value that may be null, where the schema allows it. */
    default @Nullable Object any(@Nullable Object read, boolean structs) {
        if (read != null) {
            return of(read, structs);
        }
        if (!schema().isOptional()) {
            throw new DocumentFault("null");
        }
        return null;
    }

    /** One value. */
    record Scalar(Schema schema, ScalarKind kind) implements Shape {

        @Override
        public Shape optional(boolean optional) {
            return new Scalar(Schemas.optional(schema, optional), kind);
        }

        @Override
        public Object of(Object read, boolean structs) {
            return kind.of(schema, read);
        }
    }

    /**
     * A list.
     *
     * @param single whether a value alone is a list of one, as in XML, where nothing else tells
     */
    record Elements(Schema schema, Shape element, boolean single) implements Shape {

        @Override
        public Shape optional(boolean optional) {
            return new Elements(Schemas.optional(schema, optional), element, single);
        }

        @Override
        public Object of(Object read, boolean structs) {
            if (!(read instanceof List<?> list)) {
                if (single) {
                    List<Object> one = new ArrayList<>(1);
                    one.add(element.of(read, structs));
                    return one;
                }
                throw new DocumentFault("not-a-list");
            }
            List<@Nullable Object> made = new ArrayList<>(list.size());
            for (Object next : list) {
                try {
                    made.add(element.any(next, structs));
                } catch (DocumentFault fault) {
                    throw fault.in("[*]");
                }
            }
            return made;
        }
    }

    /** An object whose names are the document's own. */
    record Entries(Schema schema, Shape entry) implements Shape {

        @Override
        public Shape optional(boolean optional) {
            return new Entries(Schemas.optional(schema, optional), entry);
        }

        @Override
        public Object of(Object read, boolean structs) {
            if (!(read instanceof Map<?, ?> map)) {
                throw new DocumentFault("not-an-object");
            }
            Map<Object, @Nullable Object> made = new LinkedHashMap<>();
            for (Map.Entry<?, ?> next : map.entrySet()) {
                try {
                    made.put(next.getKey(), entry.any(next.getValue(), structs));
                } catch (DocumentFault fault) {
                    throw fault.in("*");
                }
            }
            return made;
        }
    }

    /**
     * An object whose names are known.
     *
     * @param members by their names, in the order of the schema's fields
     * @param closed whether other names are refused; else they are left out
     * @param textKey where the text of an XML element stands that has nothing else; empty where there is no such thing
     */
    record Members(Schema schema, Map<String, Shape> members, boolean closed, String textKey) implements Shape {

        @Override
        public Shape optional(boolean optional) {
            return new Members(Schemas.optional(schema, optional), members, closed, textKey);
        }

        @Override
        public Object of(Object read, boolean structs) {
            Map<?, ?> object = object(read);
            if (closed) {
                requireKnown(object);
            }
            Struct struct = structs ? new Struct(schema) : null;
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Field field : schema.fields()) {
                Object value = member(field, object, structs);
                if (struct != null) {
                    struct.put(field, value);
                } else if (value != null || object.containsKey(field.name())) {
                    map.put(field.name(), value);
                }
            }
            return struct == null ? map : struct;
        }

        private @Nullable Object member(Field field, Map<?, ?> object, boolean structs) {
            Object read = object.get(field.name());
            try {
                if (read == null && !field.schema().isOptional()) {
                    throw new DocumentFault(object.containsKey(field.name()) ? "null" : "required");
                }
                Shape member = members.get(field.name());
                return read == null || member == null ? null : member.of(read, structs);
            } catch (DocumentFault fault) {
                throw fault.in(field.name());
            }
        }

        private Map<?, ?> object(Object read) {
            if (read instanceof Map<?, ?> map) {
                return map;
            }
            // An XML element without attributes and elements is read as its text.
            if (!textKey.isEmpty() && read instanceof String text) {
                return text.isBlank() && !members.containsKey(textKey) ? Map.of() : Map.of(textKey, text);
            }
            throw new DocumentFault("not-an-object");
        }

        private void requireKnown(Map<?, ?> object) {
            for (Object name : object.keySet()) {
                if (!members.containsKey(String.valueOf(name))) {
                    throw new DocumentFault("unknown-field");
                }
            }
        }
    }
}
