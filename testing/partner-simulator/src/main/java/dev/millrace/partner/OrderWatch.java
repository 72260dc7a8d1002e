package dev.millrace.partner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Watches that the requests of one key come one at a time and in order. Thread-safe. */
final class OrderWatch {

    private final Function<ReceivedRequest, String> key;
    private final ToLongFunction<ReceivedRequest> sequence;
    private final Map<String, Long> highest = new HashMap<>();
    private final Map<String, List<ReceivedRequest>> onTheWire = new HashMap<>();
    private final List<ReceivedRequest> late = new ArrayList<>();
    private final List<ReceivedRequest> overlapping = new ArrayList<>();

    OrderWatch(Function<ReceivedRequest, String> key, ToLongFunction<ReceivedRequest> sequence) {
        this.key = key;
        this.sequence = sequence;
    }

    /** Where a request stands among those of its key. */
    record Place(ReceivedRequest request, String key, long sequence) {}

    synchronized Place arrived(ReceivedRequest request) {
        Place place = placeOf(request);
        List<ReceivedRequest> others = onTheWire.computeIfAbsent(place.key(), any -> new ArrayList<>());
        if (others.stream().anyMatch(other -> !repeats(request, other))) {
            overlapping.add(request);
        }
        others.add(request);
        return place;
    }

    private Place placeOf(ReceivedRequest request) {
        try {
            return new Place(request, key.apply(request), sequence.applyAsLong(request));
        } catch (RuntimeException unplaceable) {
            late.add(request);
            return new Place(request, "#" + request.number(), 0);
        }
    }

    /** A client that gave up waiting sends the same record again: that is a repetition, not a second one. */
    private static boolean repeats(ReceivedRequest request, ReceivedRequest other) {
        return request.idempotencyKey().isPresent() && request.idempotencyKey().equals(other.idempotencyKey());
    }

    synchronized void accepted(Place place) {
        long before = highest.merge(place.key(), place.sequence(), Math::max);
        if (before > place.sequence()) {
            late.add(place.request());
        }
    }

    synchronized void left(Place place) {
        List<ReceivedRequest> others = onTheWire.get(place.key());
        if (others != null && others.remove(place.request()) && others.isEmpty()) {
            onTheWire.remove(place.key());
        }
    }

    synchronized List<ReceivedRequest> outOfOrder() {
        return List.copyOf(late);
    }

    synchronized List<ReceivedRequest> overlapping() {
        return List.copyOf(overlapping);
    }
}
