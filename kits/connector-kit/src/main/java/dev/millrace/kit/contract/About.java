package dev.millrace.kit.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a contract tells of itself. */
record About(String id, String version, Map<String, String> classifications, List<String> notes) {

    About {
        classifications = Collections.unmodifiableMap(new LinkedHashMap<>(classifications));
        notes = List.copyOf(notes);
    }
}
