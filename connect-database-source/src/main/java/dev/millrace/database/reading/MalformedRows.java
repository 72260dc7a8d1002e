package dev.millrace.database.reading;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideRecord;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * What becomes of rows of which no record can be made. Immutable.
 *
 * @param topic where they go; empty when the task stops in front of them
 * @param form in which they leave
 */
public record MalformedRows(Optional<String> topic, SideForm form) {

    /** The option that names the topic. */
    public static final String TOPIC = "malformed.topic";

    static final String CODE_HEADER = "millrace.code";
    static final String SOURCE_HEADER = "millrace.source";

    /** What is told of a row: never what it holds, for the row stands where it stood. */
    public static final Schema SCHEMA = SchemaBuilder.struct()
            .name("millrace.MalformedRow")
            .version(1)
            .field("code", Schema.STRING_SCHEMA)
            .field("source", Schema.STRING_SCHEMA)
            .field("reason", Schema.STRING_SCHEMA)
            .field(
                    "offset",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .build())
            .build();

    /**
     * The record for a row that can't be one, to be handed out in its place.
     *
     * @param offset behind the row
     * @throws ConnectorFailure the failure itself, where there is no topic for such rows
     */
    public DatabaseRecord setAside(
            Map<String, ?> partition, Map<String, ?> offset, String subject, ConnectorFailure failure) {
        return setAside(partition, offset, subject, failure, Settlement.NONE);
    }

    /** The same, for who wants to hear what becomes of the record. */
    public DatabaseRecord setAside(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String subject,
            ConnectorFailure failure,
            Settlement settlement) {
        String to = topic.orElseThrow(() -> failure);
        Map<String, String> place = new TreeMap<>();
        offset.forEach((name, value) -> place.put(name, String.valueOf(value)));
        Struct told = new Struct(SCHEMA)
                .put("code", failure.code())
                .put("source", subject)
                .put("reason", String.valueOf(failure.getMessage()))
                .put("offset", place);
        return new DatabaseRecord(
                        partition,
                        offset,
                        to,
                        new SchemaAndValue(Schema.STRING_SCHEMA, subject),
                        SideRecord.value(form, told),
                        null,
                        SideRecord.headers(SideRecord.Kind.MALFORMED)
                                .addString(CODE_HEADER, failure.code())
                                .addString(SOURCE_HEADER, subject),
                        settlement)
                .faulty(failure.code() + ": " + failure.getMessage());
    }
}
