package dev.millrace.transforms.document;

import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.ValueText;
import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Makes the value of a record that holds an event as a whole: attributes beside the payload. For any thread. */
final class Enveloping {

    static final String DATA = "data";
    static final String DATA_BASE64 = "data_base64";

    private static final JsonReading CHECK = new JsonReading(DocumentLimits.OF_PAYLOAD, Numbers.EXACT);

    private final EnvelopeSettings settings;
    private final WrapSettings wrapping;
    private final SchemaPlans<Schema> schemas;

    Enveloping(EnvelopeSettings settings, WrapSettings wrapping, SchemaPlans<Schema> schemas) {
        this.settings = settings;
        this.wrapping = wrapping;
        this.schemas = schemas;
    }

    /** The envelope of structs, for payloads of a schema. */
    static Schema schema(EnvelopeSettings settings, WrapSettings wrapping, EventSettings event, Schema payload) {
        SchemaBuilder envelope = SchemaBuilder.struct();
        if (!wrapping.schemaName().isEmpty()) {
            envelope.name(wrapping.schemaName());
        }
        if (settings.format() == EnvelopeSettings.Format.CUSTOM) {
            SchemaBuilder meta = SchemaBuilder.struct();
            attributes(meta, event);
            return envelope.field(settings.metaField(), meta.build())
                    .field(settings.payloadField(), payload)
                    .build();
        }
        envelope.field(AttributeRules.SPEC_VERSION, Schema.STRING_SCHEMA);
        attributes(envelope, event);
        if (payload.type() != Schema.Type.BYTES || payload.name() != null) {
            return envelope.field(DATA, payload).build();
        }
        Schema base64 = payload.isOptional() ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
        return envelope.field(DATA_BASE64, base64).build();
    }

    private static void attributes(SchemaBuilder to, EventSettings event) {
        to.field(AttributeRules.ID, Schema.STRING_SCHEMA);
        event.required().forEach(attribute -> to.field(attribute.name(), Schema.STRING_SCHEMA));
        event.optional().forEach(attribute -> to.field(attribute.name(), Schema.OPTIONAL_STRING_SCHEMA));
        to.field(AttributeRules.CONTENT_TYPE, Schema.OPTIONAL_STRING_SCHEMA);
    }

    /** The value of the event, as it is asked for. */
    SchemaAndValue value(@Nullable Schema schema, Object payload, Map<String, String> attributes) {
        return switch (wrapping.form()) {
            case STRUCTURE ->
                schema == null
                        ? new SchemaAndValue(null, map(payload, attributes))
                        : struct(schema, payload, attributes);
            case STRING -> new SchemaAndValue(Schema.STRING_SCHEMA, text(schema, payload, attributes));
            case BYTES ->
                new SchemaAndValue(
                        Schema.BYTES_SCHEMA, text(schema, payload, attributes).getBytes(StandardCharsets.UTF_8));
        };
    }

    private SchemaAndValue struct(Schema schema, Object payload, Map<String, String> attributes) {
        Schema to = schemas.of(schema);
        Struct envelope = new Struct(to);
        if (isCustom()) {
            Struct meta = new Struct(to.field(settings.metaField()).schema());
            fill(meta, attributes);
            envelope.put(settings.metaField(), meta).put(settings.payloadField(), payload);
        } else {
            if (isJsonText(payload, attributes)) {
                throw new RuleFailure(AttributeRules.CONTENT_TYPE, "", "parse-first");
            }
            fill(envelope, attributes);
            boolean binary = to.field(DATA) == null;
            envelope.put(binary ? DATA_BASE64 : DATA, binary ? ValueText.of(null, payload) : payload);
        }
        return new SchemaAndValue(to, envelope);
    }

    private static void fill(Struct to, Map<String, String> attributes) {
        for (Field field : to.schema().fields()) {
            String value = attributes.get(field.name());
            if (value != null) {
                to.put(field, value);
            }
        }
    }

    private Map<String, @Nullable Object> map(Object payload, Map<String, String> attributes) {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        if (isCustom()) {
            envelope.put(settings.metaField(), new LinkedHashMap<>(attributes));
            envelope.put(settings.payloadField(), payload);
            return envelope;
        }
        envelope.putAll(attributes);
        if (MediaTypes.isBytes(payload)) {
            envelope.put(DATA_BASE64, ValueText.of(null, payload));
        } else {
            envelope.put(DATA, isJsonText(payload, attributes) ? parsed((String) payload) : payload);
        }
        return envelope;
    }

    /** Written piece by piece, so that a payload that is JSON already keeps every digit. */
    private String text(@Nullable Schema schema, Object payload, Map<String, String> attributes) {
        String json;
        try {
            if (isCustom()) {
                if (MediaTypes.isBytes(payload)) {
                    throw new RuleFailure("event", "", "bytes-in-json");
                }
                json = object(settings.metaField(), ConnectJson.text(null, attributes));
                json = json.substring(0, json.length() - 1) + "," + member(settings.payloadField(), schema, payload);
            } else {
                String head = ConnectJson.text(null, attributes);
                String data = MediaTypes.isBytes(payload)
                        ? member(DATA_BASE64, null, ValueText.of(null, payload))
                        : isJsonText(payload, attributes)
                                ? "\"" + DATA + "\":" + checked((String) payload) + "}"
                                : member(DATA, schema, payload);
                json = head.substring(0, head.length() - 1) + "," + data;
            }
            DocumentText.requireWhole(json);
            return json;
        } catch (DataException unfit) {
            throw new RuleFailure("event", "", "no-json-form");
        } catch (DocumentFault fault) {
            throw new RuleFailure("event", "", fault.code());
        }
    }

    private static String object(String name, String json) {
        return "{" + ConnectJson.text(null, name) + ":" + json + "}";
    }

    /** A last member, with the brace behind it. */
    private static String member(String name, @Nullable Schema schema, Object value) {
        return object(name, ConnectJson.textWithoutDefaults(schema, value)).substring(1);
    }

    private boolean isCustom() {
        return settings.format() == EnvelopeSettings.Format.CUSTOM;
    }

    /** Whether the payload is the text of a JSON document, as its media type says. */
    private static boolean isJsonText(Object payload, Map<String, String> attributes) {
        return payload instanceof String && MediaTypes.isJson(attributes.getOrDefault(AttributeRules.CONTENT_TYPE, ""));
    }

    private static @Nullable Object parsed(String json) {
        try {
            return CHECK.read(bare(json));
        } catch (DocumentFault fault) {
            throw new RuleFailure(AttributeRules.CONTENT_TYPE, "", fault.code());
        }
    }

    private static String checked(String json) {
        Object unused = parsed(json);
        return bare(json);
    }

    private static String bare(String json) {
        return DocumentText.of(json, DocumentLimits.OF_PAYLOAD, bytes -> StandardCharsets.UTF_8);
    }
}
