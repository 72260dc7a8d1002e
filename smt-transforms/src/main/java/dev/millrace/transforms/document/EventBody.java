package dev.millrace.transforms.document;

import dev.millrace.kit.ValueText;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Takes an envelope apart, whether it is a struct, a map or JSON as text or bytes. For any thread. */
final class EventBody {

    private final DocumentLimits limits;
    private final JsonReading json;

    EventBody(DocumentLimits limits, Numbers numbers) {
        this.limits = limits;
        this.json = new JsonReading(limits, numbers);
    }

    /** The parts of an envelope; a {@link DocumentFault} where it is none of these. */
    Parts parts(@Nullable Schema schema, @Nullable Object value) {
        if (value instanceof Struct struct) {
            return new Parts(struct, Map.of(), null, false);
        }
        if (value instanceof Map<?, ?> map) {
            return new Parts(null, map, schema == null ? null : schema.valueSchema(), false);
        }
        if (value == null) {
            throw new DocumentFault("null");
        }
        Object read = json.read(DocumentText.of(value, limits, bytes -> StandardCharsets.UTF_8));
        if (read instanceof Map<?, ?> map) {
            return new Parts(null, map, null, true);
        }
        throw new DocumentFault("not-an-object");
    }

    /**
     * The parts of an envelope by their names.
     *
     * @param struct the envelope where it is one
     * @param map the envelope where it is none
     * @param members the schema of all values of the map, where it has one
     * @param ofText whether it was text, so that what is in it has no schema yet
     */
    record Parts(
            @Nullable Struct struct,
            Map<?, ?> map,
            @Nullable Schema members,
            boolean ofText) {

        List<String> names() {
            if (struct != null) {
                return struct.schema().fields().stream().map(Field::name).toList();
            }
            List<String> names = new ArrayList<>();
            map.keySet().forEach(key -> names.add(String.valueOf(key)));
            return names;
        }

        /** Whether there is such a part and it is not null. */
        boolean has(String name) {
            return value(name).value() != null;
        }

        SchemaAndValue value(String name) {
            if (struct == null) {
                return single(map.get(name));
            }
            Field field = struct.schema().field(name);
            return field == null
                    ? SchemaAndValue.NULL
                    : new SchemaAndValue(field.schema(), struct.getWithoutDefault(name));
        }

        /** Text and bytes of their own have a schema that their converters ask for; all else of JSON has none. */
        private SchemaAndValue single(@Nullable Object value) {
            return new SchemaAndValue(ofText && value instanceof String ? Schema.STRING_SCHEMA : members, value);
        }

        /** The text of an attribute; empty where it is not there, which null stands for (JSON event format, section 2.2). */
        Optional<String> text(String name) {
            SchemaAndValue found = value(name);
            if (found.value() == null) {
                return Optional.empty();
            }
            boolean single = !(found.value() instanceof Map)
                    && !(found.value() instanceof List)
                    && !(found.value() instanceof Struct);
            if (!single) {
                throw new RuleFailure("event", "", "invalid-attribute");
            }
            try {
                return Optional.of(ValueText.of(found.schema(), found.value()));
            } catch (DataException unfit) {
                throw new RuleFailure("event", "", "invalid-attribute");
            }
        }

        /** The same by the types of CloudEvents: text, of an extension also a flag or an integer, of a time also a time. */
        Optional<String> attribute(String name) {
            Object value = value(name).value();
            boolean own = AttributeRules.CORE.contains(name);
            boolean fits = value == null
                    || value instanceof String
                    || (value instanceof Date && (!own || name.equals(AttributeRules.TIME)))
                    || (!own && isOfExtensions(value));
            if (!fits) {
                throw new RuleFailure(own ? name : "extension", "", "invalid-attribute");
            }
            return text(name);
        }

        private static boolean isOfExtensions(Object value) {
            return value instanceof Boolean
                    || value instanceof Long
                    || value instanceof Integer
                    || value instanceof Short
                    || value instanceof Byte
                    || MediaTypes.isBytes(value);
        }

        /** The payload of a CloudEvent: its data, or what its base64 says. */
        SchemaAndValue data() {
            SchemaAndValue binary = value(Enveloping.DATA_BASE64);
            SchemaAndValue data = value(Enveloping.DATA);
            if (binary.value() == null) {
                return data;
            }
            if (data.value() != null) {
                throw new RuleFailure("event", "", "data-twice");
            }
            if (!(binary.value() instanceof String text)) {
                throw new RuleFailure(Enveloping.DATA_BASE64, "", "not-base64");
            }
            try {
                boolean optional = binary.schema() != null && binary.schema().isOptional();
                Schema bytes = optional ? Schema.OPTIONAL_BYTES_SCHEMA : Schema.BYTES_SCHEMA;
                return new SchemaAndValue(
                        struct == null && !ofText ? null : bytes,
                        Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException wrong) {
                throw new RuleFailure(Enveloping.DATA_BASE64, "", "not-base64");
            }
        }
    }
}
