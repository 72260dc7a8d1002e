package dev.millrace.ops.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What is followed: what was asked for, and all that is known by now to name the same: ids of evidence, traces, coordinates in
 * Kafka. It only grows.
 */
final class TraceSubject {

    /** What the search begins with. */
    enum By {
        KEY,
        FILE,
        ID
    }

    private static final Set<String> IDS = Set.of("audit.id", "audit.parent");
    private static final String ERROR = "__connect.errors.";

    private final By by;
    private final String text;
    private final Pattern path;
    private final Optional<String> field;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> places = new HashSet<>();
    private final int most;

    /**
     * Begins.
     *
     * @param field of values in JSON that holds the key as well: a name, or a JSON Pointer (RFC 6901)
     * @param most how many names are remembered
     */
    TraceSubject(By by, String text, Optional<String> field, int most) {
        this.by = by;
        this.text = text;
        this.field = field;
        this.most = most;
        // As a whole: 7.csv is not in 17.csv, and orders.csv not in orders.csv.gz.
        this.path = Pattern.compile("(?<![\\w.-])" + Pattern.quote(text) + "(?![\\w-]|\\.\\w)");
    }

    /** Why a record belongs to it; empty when it does not. */
    Optional<String> match(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields) {
        Optional<String> why = asked(record, fields);
        return why.isPresent() ? why : followed(record, fields);
    }

    /** Remembers the other names of a record that belongs to it; fails silently at the limit, which the caller tells. */
    void learn(ConsumerRecord<byte[], byte[]> record) {
        if (ids.size() + places.size() >= most) {
            return;
        }
        places.add(sinkPlace(record.topic(), String.valueOf(record.partition()), String.valueOf(record.offset())));
        for (Header header : record.headers()) {
            if (IDS.contains(header.key())) {
                ids.add(text(header.value()));
            } else if (header.key().equals("audit.object")) {
                object(text(header.value())).ifPresent(places::add);
            }
        }
        errorPlace(record).ifPresent(places::add);
    }

    /** How much is known; a further reading is worth it when this has grown. */
    int names() {
        return ids.size() + places.size();
    }

    boolean isFull() {
        return names() >= most;
    }

    private Optional<String> asked(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields) {
        return switch (by) {
            case KEY -> byKey(record, fields);
            case FILE -> byFile(record, fields);
            case ID -> byId(record, fields);
        };
    }

    private Optional<String> byKey(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields) {
        if (isKey(record.key())) {
            return Optional.of("key");
        }
        for (Header header : record.headers()) {
            if (text(header.value()).equals(text)) {
                return Optional.of("header " + header.key());
            }
        }
        return field.filter(name -> fields.map(value -> name.startsWith("/") ? value.at(name) : value.path(name))
                        .filter(JsonNode::isValueNode)
                        .filter(value -> value.asText().equals(text))
                        .isPresent())
                .map(name -> "field " + name);
    }

    /** As text, as JSON text or number, or with a schema around it. */
    private boolean isKey(byte @Nullable [] key) {
        String told = text(key);
        return told.equals(text)
                || told.equals("\"" + text + "\"")
                || EventText.fields(key)
                        .filter(fields -> fields.size() == 1)
                        .map(fields -> fields.elements().next())
                        .filter(value -> value.isValueNode() && value.asText().equals(text))
                        .isPresent()
                || EventText.payload(key).filter(text::equals).isPresent();
    }

    private Optional<String> byFile(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields) {
        if (path.matcher(text(record.key())).find()) {
            return Optional.of("key");
        }
        for (Header header : record.headers()) {
            if (path.matcher(text(header.value())).find()) {
                return Optional.of("header " + header.key());
            }
        }
        return fields.filter(EventText::isOne)
                .filter(event -> path.matcher(event.path("subject").asText()).find()
                        || path.matcher(event.path("detail").asText()).find())
                .map(event -> "subject of the event");
    }

    private Optional<String> byId(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields) {
        for (Header header : record.headers()) {
            String value = text(header.value());
            if (value.equals(text) || (header.key().endsWith("traceparent") && value.contains("-" + text + "-"))) {
                return Optional.of("header " + header.key());
            }
        }
        return fields.filter(EventText::isOne)
                .filter(event -> event.path("id").asText().equals(text))
                .map(event -> "id of the event");
    }

    private Optional<String> followed(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields) {
        if (places.contains(
                sinkPlace(record.topic(), String.valueOf(record.partition()), String.valueOf(record.offset())))) {
            return Optional.of("named by another step");
        }
        for (Header header : record.headers()) {
            String value = text(header.value());
            if (IDS.contains(header.key()) && ids.contains(value)) {
                return Optional.of("header " + header.key());
            }
            if (header.key().equals("audit.object")
                    && object(value).filter(places::contains).isPresent()) {
                return Optional.of("header " + header.key());
            }
        }
        if (errorPlace(record).filter(places::contains).isPresent()) {
            return Optional.of("headers " + ERROR + "*");
        }
        return fields.filter(EventText::isOne)
                .filter(event -> places.contains(event.path("subject").asText()))
                .map(event -> "subject of the event");
    }

    /** As audit events of sinks write it. */
    private static String sinkPlace(String topic, String partition, String offset) {
        return topic + "-" + partition + "@" + offset;
    }

    /** The place of a record in Kafka, of {@code topic/partition/offset}; empty for other objects. */
    private static Optional<String> object(String object) {
        String[] parts = object.split("/", -1);
        return parts.length == 3 && !object.startsWith("{")
                ? Optional.of(sinkPlace(parts[0], parts[1], parts[2]))
                : Optional.empty();
    }

    /** Where a dead letter was, by the headers that Connect puts on it (KIP-298). */
    private static Optional<String> errorPlace(ConsumerRecord<byte[], byte[]> record) {
        Header topic = record.headers().lastHeader(ERROR + "topic");
        Header partition = record.headers().lastHeader(ERROR + "partition");
        Header offset = record.headers().lastHeader(ERROR + "offset");
        return topic == null || partition == null || offset == null
                ? Optional.empty()
                : Optional.of(sinkPlace(text(topic.value()), text(partition.value()), text(offset.value())));
    }

    /** What a step looks like to a person. */
    static TraceStep step(ConsumerRecord<byte[], byte[]> record, Optional<JsonNode> fields, String why) {
        String at = EvidenceCheck.place(record).toString();
        Optional<JsonNode> event = fields.filter(EventText::isOne);
        if (event.isPresent()) {
            JsonNode told = event.get();
            String reason =
                    told.path("reason").isTextual() ? " (" + told.path("reason").textValue() + ")" : "";
            String detail = told.path("detail").isTextual()
                    ? " -> " + told.path("detail").textValue()
                    : "";
            String time = told.path("time").isNumber()
                    ? Instant.ofEpochMilli(told.path("time").asLong()).toString()
                    : told.path("time").asText();
            return new TraceStep(
                    time,
                    at,
                    "audit",
                    told.path("step").asText(),
                    told.path("connector").asText() + "/" + told.path("task").asText(),
                    told.path("subject").asText() + detail,
                    told.path("outcome").asText() + reason,
                    why);
        }
        boolean isDeadLetter = record.headers().lastHeader(ERROR + "topic") != null;
        String kind = header(record, "millrace.kind");
        String code = isDeadLetter ? header(record, ERROR + "exception.class.name") : header(record, "millrace.code");
        String connector = isDeadLetter ? header(record, ERROR + "connector.name") : header(record, "audit.connector");
        String task = isDeadLetter ? header(record, ERROR + "task.id") : header(record, "audit.task");
        String object = errorPlace(record)
                .orElseGet(() -> header(record, "audit.object").isEmpty()
                        ? header(record, "millrace.source")
                        : header(record, "audit.object"));
        return new TraceStep(
                Instant.ofEpochMilli(Math.max(0, record.timestamp())).toString(),
                at,
                isDeadLetter ? "dead-letter" : kind.isEmpty() ? "data" : kind,
                header(record, "audit.action").toLowerCase(Locale.ROOT),
                connector.isEmpty() ? "" : connector + "/" + task,
                object,
                code,
                why);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
