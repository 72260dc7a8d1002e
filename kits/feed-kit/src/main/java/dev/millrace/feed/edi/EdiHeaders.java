package dev.millrace.feed.edi;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** The headers of a record: what the envelopes around it say. */
final class EdiHeaders {

    private static final Map<String, String> INTERCHANGE = Map.of(
            Envelope.SENDER, "edi.sender",
            Envelope.SENDER_QUALIFIER, "edi.sender.qualifier",
            Envelope.RECEIVER, "edi.receiver",
            Envelope.RECEIVER_QUALIFIER, "edi.receiver.qualifier",
            Envelope.DATE, "edi.interchange.date",
            Envelope.TIME, "edi.interchange.time",
            Envelope.CONTROL, "edi.interchange.control",
            Envelope.VERSION, "edi.interchange.version",
            Envelope.SYNTAX, "edi.interchange.syntax");

    private static final Map<String, String> GROUP = Map.of(
            Envelope.FUNCTION, "edi.group.function",
            Envelope.SENDER, "edi.group.sender",
            Envelope.RECEIVER, "edi.group.receiver",
            Envelope.CONTROL, "edi.group.control",
            Envelope.VERSION, "edi.group.version");

    private static final Map<String, String> TRANSACTION = Map.of(
            Envelope.TYPE, "edi.transaction",
            Envelope.CONTROL, "edi.transaction.control",
            Envelope.VERSION, "edi.version");

    private EdiHeaders() {}

    static ConnectHeaders of(EdiStandard standard, EdiWalk walk) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("edi.standard", standard.name().toLowerCase(Locale.ROOT));
        Unit interchange = walk.interchange();
        if (interchange != null) {
            headers.addString("edi.test", String.valueOf(interchange.envelope().test()));
        }
        add(headers, interchange, INTERCHANGE);
        add(headers, walk.group(), GROUP);
        add(headers, walk.transaction(), TRANSACTION);
        return headers;
    }

    private static void add(ConnectHeaders headers, @Nullable Unit unit, Map<String, String> names) {
        if (unit != null) {
            unit.envelope().fields().forEach((field, value) -> {
                String name = names.get(field);
                if (name != null) {
                    headers.addString(name, value);
                }
            });
        }
    }
}
