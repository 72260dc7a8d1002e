package dev.millrace.webhook;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Takes an event apart into what its records are made of. Thread-safe. */
final class EventParts {

    private final RecordSettings settings;
    private final EventBody bodies;
    private final Optional<PathReader> split;
    private final Optional<FieldPath> container;
    private final String pointer;
    private final boolean parses;

    EventParts(RecordSettings settings) {
        this.settings = settings;
        this.bodies = new EventBody(settings);
        this.parses = settings.parses();
        this.split = settings.split().map(PathReader::new);
        this.container = settings.split().filter(FieldPath::endsWithEach).map(FieldPath::parent);
        this.pointer =
                container.flatMap(FieldPath::names).map(EventParts::pointer).orElse("");
    }

    /** The path of names as a JSON pointer (RFC 6901). */
    private static String pointer(List<String> names) {
        StringBuilder pointer = new StringBuilder();
        names.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    /** The parts of a request that is no CloudEvent. */
    List<EventPart> of(ReceivedEvent event, MediaType type) throws EventRefused {
        return new Origin(event, Optional.of(event.unpacked()), event.body(), type, Map.of(), Optional.empty())
                .parts(EventBody.Take.AS_SET);
    }

    /** The parts of a CloudEvent: one, unless its data is split. */
    List<EventPart> of(ReceivedEvent event, CloudEvent cloudEvent) throws EventRefused {
        byte[] data = cloudEvent.data();
        if (data == null) {
            return List.of(new EventPart(
                    event, null, null, null, null, cloudEvent.attributes(), cloudEvent.contentType(), null));
        }
        MediaType type = cloudEvent.contentType().map(MediaType::parse).orElse(MediaType.NONE);
        return new Origin(event, Optional.empty(), data, type, cloudEvent.attributes(), cloudEvent.contentType())
                .parts(EventBody.Take.WHOLE);
    }

    /** Bytes, and what came with them. */
    private final class Origin {

        private final ReceivedEvent event;
        private final Optional<UnpackedRequest> whole;
        private final byte[] bytes;
        private final MediaType type;
        private final Map<String, String> attributes;
        private final Optional<String> contentType;

        /**
         * Takes them.
         *
         * @param whole the request when the bytes are its body
         */
        Origin(
                ReceivedEvent event,
                Optional<UnpackedRequest> whole,
                byte[] bytes,
                MediaType type,
                Map<String, String> attributes,
                Optional<String> contentType) {
            this.event = event;
            this.whole = whole;
            this.bytes = bytes;
            this.type = type;
            this.attributes = attributes;
            this.contentType = contentType;
        }

        List<EventPart> parts(EventBody.Take take) throws EventRefused {
            if (!parses) {
                return List.of(raw(bytes, null, null));
            }
            if (split.isPresent()) {
                refuseBlank();
                return settings.form() == ValueForm.PARSED ? found(documents(), split.get()) : slices();
            }
            if (settings.form() == ValueForm.PARSED) {
                refuseBlank();
                List<EventPart> parts = new ArrayList<>();
                for (Read.Value record : records(take)) {
                    parts.add(parsed(record.schema(), record.value(), record.value(), record.headers()));
                }
                return parts;
            }
            List<Read.Value> documents = documents();
            Object body = documents.size() == 1
                    ? documents.get(0).value()
                    : documents.stream().map(Read.Value::value).toList();
            return List.of(raw(bytes, body, body));
        }

        private List<Read.Value> documents() throws EventRefused {
            return whole.isPresent()
                    ? whole.get().documents(bodies)
                    : bodies.records(bytes, type, EventBody.Take.WHOLE);
        }

        private List<Read.Value> records(EventBody.Take take) throws EventRefused {
            if (take == EventBody.Take.WHOLE) {
                return documents();
            }
            Optional<List<Read.Value>> known = whole.flatMap(UnpackedRequest::known)
                    .filter(documents -> bodies.isSameAsSet(documents, bytes, type));
            return known.isPresent() ? known.get() : bodies.records(bytes, type, take);
        }

        private List<EventPart> found(List<Read.Value> documents, PathReader path) throws EventRefused {
            List<EventPart> parts = new ArrayList<>();
            for (Read.Value document : documents) {
                List<@Nullable Object> found = path.findAll(document.value());
                if (found.isEmpty() && !isEmptyList(document.value())) {
                    throw missing();
                }
                for (Object one : found) {
                    Schema schema = one instanceof Struct struct ? struct.schema() : null;
                    parts.add(parsed(schema, one, document.value(), document.headers()));
                }
            }
            return parts;
        }

        private boolean isEmptyList(@Nullable Object document) {
            return container
                    .map(path -> path.findAll(document).stream()
                            .anyMatch(found -> found instanceof List<?> list && list.isEmpty()))
                    .orElse(false);
        }

        /** The very bytes of the parts, so that nothing of them changes. */
        private List<EventPart> slices() throws EventRefused {
            bodies.requireJson(type);
            List<Read.Value> documents = documents();
            if (documents.size() != 1) {
                throw missing();
            }
            Object envelope = documents.get(0).value();
            if (container
                    .flatMap(path -> path.find(envelope))
                    .filter(List.class::isInstance)
                    .isEmpty()) {
                throw missing();
            }
            List<EventPart> parts = new ArrayList<>();
            for (Read.Value element : bodies.elements(bytes, type, pointer)) {
                int from = (int) element.start().offset();
                int to = (int) element.end().offset();
                parts.add(raw(Arrays.copyOfRange(bytes, from, to), element.value(), envelope));
            }
            return parts;
        }

        private EventPart raw(byte[] value, @Nullable Object body, @Nullable Object envelope) throws EventRefused {
            if (settings.form() != ValueForm.STRING) {
                return part(Schema.BYTES_SCHEMA, value, body, envelope, null);
            }
            // JSON is UTF-8 (RFC 8259, 8.1), whatever the parameter says.
            Charset charset =
                    type.isJson() ? StandardCharsets.UTF_8 : type.charset().orElse(StandardCharsets.UTF_8);
            return part(Schema.STRING_SCHEMA, EventBody.text(value, charset), body, envelope, null);
        }

        private EventPart parsed(
                @Nullable Schema schema, @Nullable Object value, @Nullable Object envelope, @Nullable Headers headers) {
            return part(schema, value, value, envelope, headers);
        }

        private EventPart part(
                @Nullable Schema schema,
                @Nullable Object value,
                @Nullable Object body,
                @Nullable Object envelope,
                @Nullable Headers headers) {
            return new EventPart(event, schema, value, body, envelope, attributes, contentType, headers);
        }

        private void refuseBlank() throws EventRefused {
            for (byte b : bytes) {
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    return;
                }
            }
            throw new EventRefused(400, "empty-body", "the body is empty");
        }

        private EventRefused missing() {
            return new EventRefused(400, "split-missing", "the body has nothing where value.split says");
        }
    }
}
