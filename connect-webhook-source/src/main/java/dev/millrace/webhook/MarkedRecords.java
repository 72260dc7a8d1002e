package dev.millrace.webhook;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the records of a request and marks them by what was found out about it. Thread-safe. */
final class MarkedRecords implements EventReading {

    static final String HANDSHAKE_HEADER = "millrace.webhook.handshake";

    private final EventRecords records;
    private final Function<UnpackedRequest, Optional<String>> id;

    /**
     * Makes records.
     *
     * @param id finds the sender's id of an event
     */
    MarkedRecords(EventRecords records, Function<UnpackedRequest, Optional<String>> id) {
        this.records = records;
        this.id = id;
    }

    @Override
    public List<PreparedRecord> read(UnpackedRequest request, EventMarks marks) throws EventRefused {
        List<PreparedRecord> prepared =
                records.prepare(new ReceivedEvent(request, id.apply(request), marks.coverage()));
        for (PreparedRecord record : prepared) {
            marks.handshake().ifPresent(name -> record.headers().addString(HANDSHAKE_HEADER, name));
            if (marks.duplicate()) {
                record.headers().addString(DedupSettings.DUPLICATE_HEADER, "true");
            }
        }
        return prepared;
    }
}
