package dev.millrace.transforms.document;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes events of records. For any thread. */
final class Wrapping {

    private final EnvelopeSettings settings;
    private final WrapSettings wrapping;
    private final EventSettings event;
    private final Enveloping enveloping;
    private final EventId origin = new EventId();

    Wrapping(EnvelopeSettings settings, WrapSettings wrapping, EventSettings event, SchemaPlans<Schema> schemas) {
        this.settings = settings;
        this.wrapping = wrapping;
        this.event = event;
        this.enveloping = new Enveloping(settings, wrapping, schemas);
    }

    <R extends ConnectRecord<R>> R wrap(R record) {
        boolean custom = settings.format() == EnvelopeSettings.Format.CUSTOM;
        if (!custom && EventHeaders.hold(record.headers())) {
            switch (wrapping.existing()) {
                case KEEP -> {
                    return record;
                }
                case FAIL -> throw new RuleFailure("event", "", "already-wrapped");
                case REPLACE -> {}
            }
        }
        Object payload = record.value();
        if (payload == null) {
            return record;
        }
        Map<String, String> attributes = attributes(record, payload);
        return switch (settings.format()) {
            case CLOUDEVENTS_BINARY -> {
                Headers headers = EventHeaders.without(record.headers());
                EventHeaders.add(headers, attributes, EventHeaders.PREFIX);
                yield with(record, record.valueSchema(), payload, headers);
            }
            case CLOUDEVENTS_STRUCTURED -> {
                SchemaAndValue made = enveloping.value(record.valueSchema(), payload, attributes);
                Headers headers = EventHeaders.without(record.headers());
                headers.addString(EventHeaders.CONTENT_TYPE, EventHeaders.STRUCTURED_JSON);
                yield with(record, made.schema(), made.value(), headers);
            }
            case CUSTOM -> {
                SchemaAndValue made = enveloping.value(record.valueSchema(), payload, attributes);
                yield with(record, made.schema(), made.value(), record.headers());
            }
        };
    }

    private Map<String, String> attributes(ConnectRecord<?> record, Object payload) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (settings.format() != EnvelopeSettings.Format.CUSTOM) {
            attributes.put(AttributeRules.SPEC_VERSION, "1.0");
        }
        attributes.put(
                AttributeRules.ID, event.id().map(id -> id.required(record)).orElseGet(() -> origin.of(record)));
        event.required().forEach(attribute -> attributes.put(attribute.name(), attribute.required(record)));
        event.optional()
                .forEach(attribute ->
                        attribute.optional(record).ifPresent(value -> attributes.put(attribute.name(), value)));
        contentType(record, payload).ifPresent(type -> attributes.put(AttributeRules.CONTENT_TYPE, type));
        return attributes;
    }

    private Optional<String> contentType(ConnectRecord<?> record, Object payload) {
        Optional<String> told = event.contentType().map(type -> type.required(record));
        boolean structured = settings.format() == EnvelopeSettings.Format.CLOUDEVENTS_STRUCTURED
                && !(payload instanceof String)
                && !MediaTypes.isBytes(payload);
        if (told.isPresent()) {
            if (structured && !MediaTypes.isJson(told.get())) {
                // JSON event format, section 3.1: what is no JSON is a text or base64, and this is neither.
                throw new RuleFailure(AttributeRules.CONTENT_TYPE, "", "not-json");
            }
            return told;
        }
        if (settings.format() == EnvelopeSettings.Format.CUSTOM) {
            return Optional.empty();
        }
        return EventHeaders.contentType(record.headers())
                .filter(type -> !EventHeaders.isStructured(type) && (!structured || MediaTypes.isJson(type)))
                .map(type -> AttributeRules.checked(AttributeRules.CONTENT_TYPE, type))
                .or(() -> Optional.of(MediaTypes.of(payload)));
    }

    private static <R extends ConnectRecord<R>> R with(
            R record, @Nullable Schema schema, @Nullable Object value, Headers headers) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp(),
                headers);
    }
}
