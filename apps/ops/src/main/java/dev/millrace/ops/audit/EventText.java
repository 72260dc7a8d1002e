package dev.millrace.ops.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kit.AuditChain;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in an audit topic: as JSON text, or as the standard JSON converter writes it, with or without its schema.
 *
 * @param link its place in its chain
 * @param canonical what is hashed of it, see {@link AuditEvent#canonical}
 * @param json its fields
 */
public record EventText(AuditChain.Link link, String canonical, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PLACE = Set.of("chainId", "seq", "prevHash");
    private static final Schema BODY = body();

    /** The fields of a value, whatever it is wrapped in; empty when it is no JSON object. */
    public static Optional<JsonNode> fields(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(value);
            if (node != null && node.isObject() && node.size() == 2 && node.has("schema") && node.has("payload")) {
                node = node.get("payload");
            }
            // Text, by a converter that writes JSON.
            if (node != null && node.isTextual()) {
                node = JSON.readTree(node.textValue());
            }
            return Optional.ofNullable(node).filter(JsonNode::isObject);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** The scalar that the JSON converter wrapped in its schema, as text. */
    static Optional<String> payload(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(value);
            return Optional.ofNullable(node)
                    .map(told -> told.path("payload"))
                    .filter(told -> told.isValueNode() && !told.isNull())
                    .map(JsonNode::asText);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** Whether fields are those of an event, be they as they were written or not. */
    public static boolean isOne(JsonNode fields) {
        return fields.has("chainId") && fields.has("step") && fields.has("action");
    }

    /** @throws IllegalArgumentException when something is missing, more than is known, or no such thing */
    static EventText of(JsonNode fields) {
        fields.fieldNames().forEachRemaining(name -> {
            if (AuditEvent.SCHEMA.field(name) == null) {
                throw new IllegalArgumentException("the field " + name + " is unknown");
            }
        });
        String previous = fields.path("prevHash").asText();
        if (!previous.isEmpty() && !previous.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("prevHash is no SHA-256");
        }
        if (!fields.path("seq").isIntegralNumber()) {
            throw new IllegalArgumentException("seq is no number");
        }
        AuditChain.Link link = new AuditChain.Link(
                fields.path("chainId").asText(), fields.path("seq").asLong(), previous);
        try {
            return new EventText(link, ConnectJson.text(BODY, struct(BODY, fields)), fields);
        } catch (DataException | DateTimeException wrong) {
            throw new IllegalArgumentException("a field is missing or no such thing", wrong);
        }
    }

    private static Struct struct(Schema schema, JsonNode fields) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, value(field.schema(), fields.path(field.name())));
        }
        struct.validate();
        return struct;
    }

    private static @Nullable Object value(Schema schema, JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return Date.from(node.isNumber() ? Instant.ofEpochMilli(node.asLong()) : Instant.parse(node.asText()));
        }
        return switch (schema.type()) {
            case STRING -> need(node.isTextual(), node.textValue());
            case INT32 -> need(node.canConvertToInt() && node.isIntegralNumber(), node.intValue());
            case INT64 -> need(node.canConvertToLong() && node.isIntegralNumber(), node.longValue());
            case ARRAY -> {
                List<@Nullable Object> values = new ArrayList<>();
                node.forEach(element -> values.add(value(schema.valueSchema(), element)));
                yield values;
            }
            case STRUCT -> struct(schema, node);
            default -> throw new IllegalArgumentException("no event has a " + schema.type());
        };
    }

    private static @Nullable Object need(boolean isOne, @Nullable Object value) {
        if (!isOne) {
            throw new IllegalArgumentException("a field is of another type");
        }
        return value;
    }

    private static Schema body() {
        SchemaBuilder body = SchemaBuilder.struct();
        AuditEvent.SCHEMA.fields().stream()
                .filter(field -> !PLACE.contains(field.name()))
                .forEach(field -> body.field(field.name(), field.schema()));
        return body.build();
    }
}
