package dev.millrace.rest;

import dev.millrace.partner.ReceivedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a receiver got whose requests hold records as lines of {@code key number}. */
final class Lines {

    private Lines() {}

    /** The records of one request, in their order. */
    static List<String> of(ReceivedRequest request) {
        return request.text().lines().toList();
    }

    /** The records of all these requests, in their order. */
    static List<String> of(List<ReceivedRequest> requests) {
        List<String> lines = new ArrayList<>();
        requests.forEach(request -> lines.addAll(of(request)));
        return lines;
    }

    /** The records that came behind a later one of their key, when they came for the first time. */
    static List<String> outOfOrder(List<String> lines) {
        Map<String, Long> latest = new HashMap<>();
        List<String> late = new ArrayList<>();
        for (String line : lines.stream().distinct().toList()) {
            String[] words = line.split(" ", 2);
            long number = Long.parseLong(words[1]);
            Long before = latest.put(words[0], number);
            if (before != null && before > number) {
                late.add(line);
            }
        }
        return late;
    }

    /** The records that came more than once. */
    static List<String> repeated(List<String> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> counts.merge(line, 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
