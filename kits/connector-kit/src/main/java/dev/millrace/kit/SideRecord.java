package dev.millrace.kit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/**
 * Records that are not data: they travel like data, through the same task, producer, transforms and converter, and carry
 * the header {@value #KIND_HEADER} by which transforms and readers tell them apart.
 */
public final class SideRecord {

    public static final String KIND_HEADER = "millrace.kind";

    /** What a side record is; the value of its header in lower case. */
    public enum Kind {
        AUDIT,
        MALFORMED,
        ACK,
        SESSION,
        REJECTED
    }

    private SideRecord() {}

    /** Fresh headers that hold the kind. */
    public static Headers headers(Kind kind) {
        return new ConnectHeaders().addString(KIND_HEADER, kind.name().toLowerCase(Locale.ROOT));
    }

    /** A struct in the form that the connector's converter can write. */
    public static SchemaAndValue value(SideForm form, Struct struct) {
        return switch (form) {
            case STRING -> new SchemaAndValue(Schema.STRING_SCHEMA, ConnectJson.text(struct.schema(), struct));
            case BYTES ->
                new SchemaAndValue(
                        Schema.BYTES_SCHEMA,
                        ConnectJson.text(struct.schema(), struct).getBytes(StandardCharsets.UTF_8));
            case STRUCT, AUTO -> new SchemaAndValue(struct.schema(), struct);
        };
    }
}
