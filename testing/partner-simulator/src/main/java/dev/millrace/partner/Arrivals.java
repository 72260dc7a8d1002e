package dev.millrace.partner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The receiver's diary: what arrived, what was accepted, what came twice, and who was on the wire. Thread-safe. */
final class Arrivals {

    private final List<ReceivedRequest> received = new ArrayList<>();
    private final List<ReceivedRequest> accepted = new ArrayList<>();
    private final Map<String, Integer> acceptedByKey = new LinkedHashMap<>();
    private int inFlight;
    private int maxInFlight;
    private boolean whole = true;

    synchronized void keepBodies(boolean on) {
        whole = on;
    }

    /** Numbers the request and writes it down in one step, so that the diary is in the order of the numbers. */
    synchronized ReceivedRequest arrive(LongFunction<ReceivedRequest> numbered) {
        ReceivedRequest request = numbered.apply(received.size() + 1L);
        received.add(kept(request));
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        return request;
    }

    synchronized void accepted(ReceivedRequest request) {
        accepted.add(kept(request));
        acceptedByKey.merge(request.idempotencyKey().orElse("#" + request.number()), 1, Integer::sum);
    }

    synchronized void left() {
        inFlight--;
    }

    private ReceivedRequest kept(ReceivedRequest request) {
        return whole ? request : request.slim();
    }

    synchronized List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    synchronized List<ReceivedRequest> accepted() {
        return List.copyOf(accepted);
    }

    synchronized int count() {
        return received.size();
    }

    synchronized int acceptedCount() {
        return accepted.size();
    }

    synchronized int uniqueCount() {
        return acceptedByKey.size();
    }

    synchronized List<String> duplicates() {
        return acceptedByKey.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int maxInFlight() {
        return maxInFlight;
    }
}
