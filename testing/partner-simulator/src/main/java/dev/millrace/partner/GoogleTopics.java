package dev.millrace.partner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Topics of Pub/Sub: a request's messages are taken all or none, each one's id is told in their order. Thread-safe. */
final class GoogleTopics {

    /** The most messages of a request, and the longest ordering key in bytes (Pub/Sub, quotas: resource limits). */
    private static final int MOST = 1_000;

    private static final int LONGEST_KEY = 1_024;

    private final Map<String, List<GoogleMessage>> topics = new HashMap<>();
    private long ids;

    synchronized void make(String path) {
        topics.put(path, new ArrayList<>());
    }

    synchronized List<GoogleMessage> messages(String path) {
        return List.copyOf(topics.getOrDefault(path, List.of()));
    }

    synchronized Answer publish(String path, Map<String, Object> body) {
        List<GoogleMessage> topic = topics.get(path);
        if (topic == null) {
            return GooglePartner.error(404, "NOT_FOUND");
        }
        if (!(body.get("messages") instanceof List<?> sent) || sent.isEmpty() || sent.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " messages");
        }
        List<GoogleMessage> messages =
                sent.stream().map(one -> message((Map<?, ?>) one)).toList();
        topic.addAll(messages);
        StringBuilder answer = new StringBuilder("{\"messageIds\":[");
        for (int place = 0; place < messages.size(); place++) {
            answer.append(place == 0 ? "\"" : ",\"").append(++ids).append('"');
        }
        return GooglePartner.ok(answer.append("]}").toString());
    }

    private static GoogleMessage message(Map<?, ?> sent) {
        Map<String, String> attributes = new TreeMap<>();
        if (sent.get("attributes") instanceof Map<?, ?> named) {
            named.forEach((name, value) -> attributes.put((String) name, (String) value));
        }
        String data = sent.get("data") instanceof String text ? text : "";
        String key = sent.get("orderingKey") instanceof String text ? text : "";
        if ((data.isEmpty() && attributes.isEmpty()) || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new IllegalArgumentException("a message has data or attributes, and a short key");
        }
        return new GoogleMessage(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8), key, attributes);
    }
}
