package dev.millrace.kit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * One step in the life of a unit of work, for the audit topic. Holds coordinates, counts and hashes, never payload.
 *
 * @param step what happened
 * @param time when, by the worker's clock
 * @param connector the connector's name
 * @param subject what it happened to: a store and a path, such as {@code sftp://host:22/inbound/orders.csv}
 * @param size of the raw bytes
 * @param records how many records were read, malformed ones not counted
 * @param malformed how many records could not be read
 * @param sha256 of the raw bytes, in lower-case hexadecimal digits
 * @param detail where it went, or why: a path or a reason code
 */
public record AuditEvent(
        Step step,
        Instant time,
        String connector,
        String subject,
        OptionalLong size,
        OptionalLong records,
        OptionalLong malformed,
        Optional<String> sha256,
        Optional<String> detail) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public AuditEvent {
        for (OptionalLong count : List.of(size, records, malformed)) {
            if (count.orElse(0) < 0) {
                throw new IllegalArgumentException("not a count: " + count.getAsLong());
            }
        }
        if (sha256.filter(digest -> !SHA256.matcher(digest).matches()).isPresent()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal digits: " + sha256.get());
        }
    }

    /** The steps that a file goes through. */
    public enum Step {
        SEEN,
        COMPLETED,
        ARCHIVED,
        QUARANTINED,
        CHANGED,
        VANISHED
    }

    public static final Schema SCHEMA = SchemaBuilder.struct()
            .name("millrace.AuditEvent")
            .version(1)
            .field("step", Schema.STRING_SCHEMA)
            .field("time", Timestamp.SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("subject", Schema.STRING_SCHEMA)
            .field("size", Schema.OPTIONAL_INT64_SCHEMA)
            .field("records", Schema.OPTIONAL_INT64_SCHEMA)
            .field("malformed", Schema.OPTIONAL_INT64_SCHEMA)
            .field("sha256", Schema.OPTIONAL_STRING_SCHEMA)
            .field("detail", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    /** The event by {@link #SCHEMA}; the step in lower case, the time cut to milliseconds. */
    public Struct toStruct() {
        Struct struct = new Struct(SCHEMA)
                .put("step", step.name().toLowerCase(Locale.ROOT))
                .put("time", java.util.Date.from(time))
                .put("connector", connector)
                .put("subject", subject);
        size.ifPresent(value -> struct.put("size", value));
        records.ifPresent(value -> struct.put("records", value));
        malformed.ifPresent(value -> struct.put("malformed", value));
        sha256.ifPresent(value -> struct.put("sha256", value));
        detail.ifPresent(value -> struct.put("detail", value));
        return struct;
    }
}
