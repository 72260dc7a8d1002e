package dev.millrace.webhook;

import java.util.List;

/** Makes the records of a request. Thread-safe; never blocks. */
@FunctionalInterface
interface EventReading {

    /**
     * All records of the request; none for an empty batch.
     *
     * @throws EventRefused when it can't be read
     */
    List<PreparedRecord> read(UnpackedRequest request, EventMarks marks) throws EventRefused;
}
