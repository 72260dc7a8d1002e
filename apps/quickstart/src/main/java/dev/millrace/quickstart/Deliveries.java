package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.ReceivedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What arrived at the receiver: different requests by path, and which sample records were among them. Thread-safe. */
final class Deliveries {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Set<String>> requests = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();

    /** Notes the request; a repetition (same idempotency key) counts once. */
    void note(ReceivedRequest request) {
        String key = request.idempotencyKey().orElse("#" + request.number());
        requests.computeIfAbsent(request.path(), path -> ConcurrentHashMap.newKeySet())
                .add(key);
        String id = id(request.body());
        if (!id.isEmpty()) {
            ids.computeIfAbsent(request.path(), path -> ConcurrentHashMap.newKeySet())
                    .add(id);
        }
    }

    /** How many different requests this path got. */
    long count(String path) {
        return requests.getOrDefault(path, Set.of()).size();
    }

    /** Which of the ids have not arrived at this path. */
    List<String> missing(String path, List<String> expected) {
        Set<String> arrived = ids.getOrDefault(path, Set.of());
        return expected.stream().filter(id -> !arrived.contains(id)).toList();
    }

    private String id(byte[] body) {
        try {
            JsonNode value = json.readTree(body);
            return value.path(Sample.ID).asText("");
        } catch (IOException notJson) {
            return "";
        }
    }
}
