package dev.millrace.transforms.document;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;

/** Makes records of events: the payload as their value, the attributes as headers. For any thread. */
final class Unwrapping {

    private final EnvelopeSettings settings;
    private final UnwrapSettings unwrapping;
    private final EventBody body;

    Unwrapping(EnvelopeSettings settings, UnwrapSettings unwrapping, EventBody body) {
        this.settings = settings;
        this.unwrapping = unwrapping;
        this.body = body;
    }

    <R extends ConnectRecord<R>> R unwrap(R record) {
        Object value = record.value();
        if (value == null) {
            return record;
        }
        return switch (settings.format()) {
            case CLOUDEVENTS_BINARY -> ofHeaders(record, value);
            case CLOUDEVENTS_STRUCTURED -> structured(record, value);
            case CUSTOM -> custom(record, value);
        };
    }

    private <R extends ConnectRecord<R>> R ofHeaders(R record, Object value) {
        if (record.headers().lastWithName(EventHeaders.PREFIX + AttributeRules.SPEC_VERSION) == null) {
            return plain(record);
        }
        Map<String, String> attributes = EventHeaders.read(record.headers());
        AttributeRules.requireEvent(attributes);
        return with(record, new SchemaAndValue(record.valueSchema(), value), attributes);
    }

    private <R extends ConnectRecord<R>> R structured(R record, Object value) {
        EventBody.Parts parts;
        try {
            parts = body.parts(record.valueSchema(), value);
        } catch (DocumentFault fault) {
            // What can't be read as JSON at all is no event; its kind of fault says more.
            if (unwrapping.plain() == UnwrapSettings.Plain.KEEP) {
                return record;
            }
            throw new RuleFailure("event", fault.path(), fault.code());
        }
        if (!parts.has(AttributeRules.SPEC_VERSION)) {
            return plain(record);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : parts.names()) {
            if (!name.equals(Enveloping.DATA) && !name.equals(Enveloping.DATA_BASE64)) {
                parts.attribute(name).ifPresent(text -> attributes.put(name, text));
            }
        }
        AttributeRules.requireEvent(attributes);
        if (parts.has(Enveloping.DATA)) {
            // JSON event format, section 3.1: that is what it is where nothing else is said.
            attributes.putIfAbsent(AttributeRules.CONTENT_TYPE, MediaTypes.JSON);
        }
        return with(record, parts.data(), attributes);
    }

    private <R extends ConnectRecord<R>> R custom(R record, Object value) {
        EventBody.Parts parts;
        try {
            parts = body.parts(record.valueSchema(), value);
        } catch (DocumentFault fault) {
            if (unwrapping.plain() == UnwrapSettings.Plain.KEEP) {
                return record;
            }
            throw new RuleFailure("event", fault.path(), fault.code());
        }
        if (!parts.has(settings.metaField()) || !parts.has(settings.payloadField())) {
            return plain(record);
        }
        SchemaAndValue meta = parts.value(settings.metaField());
        if (!(meta.value() instanceof Map) && !(meta.value() instanceof Struct)) {
            return plain(record);
        }
        EventBody.Parts inner = body.parts(meta.schema(), meta.value());
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : inner.names()) {
            inner.text(name).ifPresent(text -> attributes.put(name, text));
        }
        return with(record, parts.value(settings.payloadField()), attributes);
    }

    private <R extends ConnectRecord<R>> R plain(R record) {
        return switch (unwrapping.plain()) {
            case KEEP -> record;
            case FAIL -> throw new RuleFailure("event", "", "not-an-event");
        };
    }

    private <R extends ConnectRecord<R>> R with(R record, SchemaAndValue payload, Map<String, String> attributes) {
        if (payload.value() == null && unwrapping.empty() == UnwrapSettings.Empty.FAIL) {
            throw new RuleFailure("event", "", "no-data");
        }
        Headers headers = settings.format() == EnvelopeSettings.Format.CUSTOM
                ? record.headers().duplicate()
                : EventHeaders.without(record.headers());
        Map<String, String> kept = new LinkedHashMap<>(attributes);
        if (unwrapping.attributes() == UnwrapSettings.Attributes.DROP) {
            kept.keySet().retainAll(Set.of(AttributeRules.CONTENT_TYPE));
        }
        EventHeaders.add(headers, kept, unwrapping.prefix());
        Schema schema = payload.value() == null ? null : payload.schema();
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                payload.value(),
                record.timestamp(),
                headers);
    }
}
