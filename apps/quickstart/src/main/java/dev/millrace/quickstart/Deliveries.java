package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.ReceivedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What arrived at the receiver: different requests by path, and which sample records were among them. A path that ends with
 * the record's id counts without it. Thread-safe.
 */
final class Deliveries {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Set<String>> requests = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();

    /** Notes the request; a repetition (same idempotency key) counts once. */
    void note(ReceivedRequest request) {
        String key = request.idempotencyKey().orElse("#" + request.number());
        String id = id(request.body());
        String path = request.path().endsWith("/" + id)
                ? request.path().substring(0, request.path().length() - id.length())
                : request.path();
        requests.computeIfAbsent(path, unseen -> ConcurrentHashMap.newKeySet()).add(key);
        if (!id.isEmpty()) {
            ids.computeIfAbsent(path, unseen -> ConcurrentHashMap.newKeySet()).add(id);
        }
    }

    /** How many different requests this path got. */
    long count(String path) {
        return requests.getOrDefault(path, Set.of()).size();
    }

    /** The paths that got a request, in their order. */
    SortedSet<String> paths() {
        return new TreeSet<>(requests.keySet());
    }

    /** The ids of the records that arrived at this path, in their order. */
    SortedSet<String> ids(String path) {
        return new TreeSet<>(ids.getOrDefault(path, Set.of()));
    }

    /** Which of the ids have not arrived at this path. */
    List<String> missing(String path, List<String> expected) {
        Set<String> arrived = ids.getOrDefault(path, Set.of());
        return expected.stream().filter(id -> !arrived.contains(id)).toList();
    }

    private String id(byte[] body) {
        try {
            JsonNode value = json.readTree(body);
            return value.path(Sample.ID).asText(value.path("id").asText(""));
        } catch (IOException notJson) {
            return "";
        }
    }
}
