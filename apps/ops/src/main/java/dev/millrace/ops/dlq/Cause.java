package dev.millrace.ops.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.ops.dlq.HeaderNames.Part;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record is set aside, as the newest set of its headers tells; a record that failed again carries several. What is
 * not told is an empty text.
 *
 * @param writer of the headers; empty for none
 * @param component the class in which it failed
 * @param message what the failure says, which may hold payload
 * @param origin where it was read from at last
 * @param first where it was read from before it was ever sent again
 * @param attempt how often it was sent again so far
 */
public record Cause(
        String writer,
        String connector,
        String task,
        String stage,
        String component,
        String exception,
        String message,
        Optional<Origin> origin,
        Optional<Origin> first,
        int attempt) {

    /** Reads the headers by the first of the names that fit. */
    static Cause of(ConsumerRecord<?, ?> record, List<HeaderNames> known) {
        Headers headers = record.headers();
        Optional<HeaderNames> names =
                known.stream().filter(some -> some.wrote(headers)).findFirst();
        Map<Part, byte[]> told = names.map(found -> found.told(headers)).orElseGet(() -> new EnumMap<>(Part.class));
        boolean binary = names.filter(found -> found.writer().equals("spring")).isPresent();
        Optional<Origin> origin = HeaderText.text(told.get(Part.TOPIC))
                .map(topic -> new Origin(
                        topic,
                        (int) HeaderText.number(told.get(Part.PARTITION), binary)
                                .orElse(-1),
                        HeaderText.number(told.get(Part.OFFSET), binary).orElse(-1)));
        return new Cause(
                names.map(HeaderNames::writer).orElse(""),
                text(told, Part.CONNECTOR),
                text(told, Part.TASK),
                text(told, Part.STAGE),
                text(told, Part.CLASS),
                text(told, Part.EXCEPTION),
                text(told, Part.MESSAGE),
                origin,
                ReplayHeaders.first(headers).or(() -> origin),
                ReplayHeaders.attempt(headers));
    }

    private static String text(Map<Part, byte[]> told, Part part) {
        return HeaderText.text(told.get(part)).orElse("");
    }

    /** {@link Fingerprint} of the message; made when it is asked for, since most records that are sent again need none. */
    public String fingerprint() {
        return Fingerprint.of(message);
    }

    /** The parts by the names that conditions and reports use; no message. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("connector", connector);
        fields.put("stage", stage);
        fields.put("class", component);
        fields.put("exception", exception);
        fields.put("fingerprint", fingerprint());
        fields.put("attempt", (long) attempt);
        OptionalLong number = task.isEmpty() ? OptionalLong.empty() : HeaderText.number(task.getBytes(UTF_8), false);
        if (number.isPresent()) {
            fields.put("task", number.getAsLong());
        }
        first.ifPresent(from -> fields.put(
                "origin",
                Map.of("topic", from.topic(), "partition", (long) from.partition(), "offset", from.offset())));
        return fields;
    }
}
