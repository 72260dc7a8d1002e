package dev.millrace.webhook;

import dev.millrace.http.signature.SecretNames;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * Makes records of events: all of an event's, or none where any part of it is wrong. Thread-safe; called from the threads of
 * the listener.
 */
final class EventRecords {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    /** Below it a number counts seconds, from it on milliseconds: the year 5138, and 1973. */
    private static final BigDecimal MILLISECONDS = new BigDecimal(100_000_000_000L);

    private static final BigDecimal LATEST = new BigDecimal(253_402_300_799_999L);

    private final RecordSettings settings;
    private final EventParts parts;
    private final EventHeaders headers;
    private final Function<EventPart, String> topic;
    private final Optional<Function<EventPart, String>> key;
    private final Optional<Function<EventPart, String>> timestamp;
    private final boolean isConstant;

    /**
     * Makes records as the settings say.
     *
     * @param secrets where requests carry the route's own signature or token: header fields there are copied only when named
     */
    EventRecords(RecordSettings settings, SecretNames secrets) {
        this.settings = settings;
        this.parts = new EventParts(settings);
        this.headers = new EventHeaders(settings.headers(), secrets);
        this.topic = EventPlaces.bind(settings.topic());
        this.key = settings.key().map(EventPlaces::bind);
        this.timestamp = settings.timestamp().map(EventPlaces::bind);
        this.isConstant = settings.topic().placeholders().isEmpty();
    }

    /** Whether Kafka takes a name for a topic's. */
    static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /**
     * The records of an event, in their order; none where the event is an empty list, which is right as it is.
     *
     * @throws EventRefused with 400, 413 or 415, when nothing of the event may go to Kafka
     */
    List<PreparedRecord> prepare(ReceivedEvent event) throws EventRefused {
        MediaType type = event.unpacked().type();
        if (!settings.contentTypes().isEmpty() && !settings.contentTypes().match(type.name())) {
            throw new EventRefused(415, "content-type-not-accepted", "content.types does not list the content type");
        }
        List<EventPart> all = partsOf(event, type);
        if (all.size() > settings.mostRecords()) {
            throw EventBody.tooMany(settings.mostRecords());
        }
        ConnectHeaders shared = headers.of(event);
        List<PreparedRecord> records = new ArrayList<>(all.size());
        for (EventPart part : all) {
            records.add(record(part, headersOf(part, shared, records.size(), all.size())));
        }
        return records;
    }

    private List<EventPart> partsOf(ReceivedEvent event, MediaType type) throws EventRefused {
        Optional<List<CloudEvent>> cloudEvents =
                settings.cloudEvents() ? CloudEvents.in(event, type, settings.mostRecords()) : Optional.empty();
        if (cloudEvents.isEmpty()) {
            return parts.of(event, type);
        }
        List<EventPart> all = new ArrayList<>();
        for (CloudEvent one : cloudEvents.get()) {
            all.addAll(parts.of(event, one));
        }
        return all;
    }

    private static Headers headersOf(EventPart part, ConnectHeaders shared, int number, int count) {
        Headers own = count == 1 ? shared : shared.duplicate();
        if (count > 1) {
            EventHeaders.number(own, number, count);
        }
        if (!part.attributes().isEmpty()) {
            CloudEvents.addTo(own, part.attributes(), part.contentType());
        }
        Headers ofFormat = part.headers();
        if (ofFormat != null) {
            for (Header header : ofFormat) {
                own.add(header);
            }
        }
        return own;
    }

    private PreparedRecord record(EventPart part, Headers own) throws EventRefused {
        return new PreparedRecord(
                topic(part),
                key.flatMap(reader -> fill(reader, part)).orElse(null),
                part.schema(),
                part.value(),
                own,
                timestamp
                        .flatMap(reader -> fill(reader, part))
                        .flatMap(EventRecords::time)
                        .orElseGet(() -> part.event().request().receivedAt())
                        .toEpochMilli());
    }

    private String topic(EventPart part) throws EventRefused {
        String name;
        try {
            name = topic.apply(part);
        } catch (EventPlaces.Missing missing) {
            throw new EventRefused(400, "topic-unknown", "the event does not fill the topic: " + missing.getMessage());
        }
        // What is constant was checked with the settings.
        if (!isConstant && !(isTopic(name) && settings.allowed().match(name))) {
            throw new EventRefused(400, "topic-not-allowed", "topic.allowed does not list the topic of the event");
        }
        return name;
    }

    private static Optional<String> fill(Function<EventPart, String> reader, EventPart part) {
        try {
            return Optional.of(reader.apply(part)).filter(text -> !text.isEmpty());
        } catch (EventPlaces.Missing missing) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(time -> time.toEpochMilli() >= 0);
        } catch (DateTimeException noIso) {
            return number(text);
        }
    }

    private static Optional<Instant> number(String text) {
        if (text.length() > 30 || !text.matches("\\d+(\\.\\d+)?([eE]\\+?\\d{1,2})?")) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        BigDecimal milliseconds = number.compareTo(MILLISECONDS) < 0 ? number.movePointRight(3) : number;
        return milliseconds.compareTo(LATEST) > 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(milliseconds.longValue()));
    }
}
