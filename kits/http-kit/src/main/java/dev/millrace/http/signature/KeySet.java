package dev.millrace.http.signature;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/** Public keys of one source, with what else was said of them. */
record KeySet(List<Entry> entries) {

    KeySet {
        entries = List.copyOf(entries);
    }

    /**
     * One key.
     *
     * @param id empty where keys have none
     * @param from when it becomes valid
     * @param to when it ends
     */
    record Entry(String id, PublicKey key, Instant from, Instant to) {

        boolean isValidAt(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }
}
