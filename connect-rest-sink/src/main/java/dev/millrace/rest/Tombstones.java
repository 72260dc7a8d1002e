package dev.millrace.rest;

import dev.millrace.http.request.RequestSettings;
import java.util.HashMap;
import java.util.Map;

/** What becomes of a record without a value. */
enum Tombstones {
    /** It is set aside, as what the receiver can't take: a deletion that nobody notices would be lost data. */
    REJECT,
    /** It counts as delivered and nothing is sent. */
    SKIP,
    /** The task stops at it. */
    FAIL,
    /** DELETE is sent to the record's address, without a body. */
    DELETE,
    /** A request of its own form is sent. */
    TEMPLATE;

    /** Whether a request is sent. */
    boolean isSent() {
        return this == DELETE || this == TEMPLATE;
    }

    /** The options of its request, before those are laid over that are given for tombstones. */
    static Map<String, String> request(Map<String, String> given) {
        if (!DELETE.name()
                .equalsIgnoreCase(
                        given.getOrDefault(RecordSettings.TOMBSTONES, "").strip())) {
            return given;
        }
        Map<String, String> request = new HashMap<>(given);
        request.put(RequestSettings.METHOD, "delete");
        request.put(RequestSettings.BODY, "none");
        request.remove(RequestSettings.CONTENT_TYPE);
        return request;
    }
}
