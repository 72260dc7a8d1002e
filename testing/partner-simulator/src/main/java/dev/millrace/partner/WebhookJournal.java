package dev.millrace.partner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a sender did: every attempt of every event. An attempt is written down when it ended, its event when it was begun.
 * Thread-safe; the answers are copies of the moment, in the order in which the events were first sent.
 */
public final class WebhookJournal {

    private final Map<String, List<WebhookAttempt>> attempts = new LinkedHashMap<>();

    synchronized void begun(String id) {
        if (attempts.putIfAbsent(id, new ArrayList<>()) != null) {
            throw new IllegalArgumentException("event " + id + " was sent before: ids are unique");
        }
    }

    synchronized void ended(String id, WebhookAttempt attempt) {
        attempts.computeIfAbsent(id, unknown -> new ArrayList<>()).add(attempt);
    }

    /** Every event that was sent, whatever became of it. */
    public synchronized Set<String> sent() {
        return new LinkedHashSet<>(attempts.keySet());
    }

    /** The events that got a 2xx: each of them must be at the other side. */
    public Set<String> acknowledged() {
        return idsWhere(list -> list.stream().anyMatch(WebhookAttempt::acknowledged));
    }

    /** The events that got no 2xx until now. */
    public Set<String> unanswered() {
        return idsWhere(list -> list.stream().noneMatch(WebhookAttempt::acknowledged));
    }

    /**
     * The events of which at least one attempt ended without a 2xx: only these were sent again, so only these may be at
     * the other side more than once.
     */
    public Set<String> doubtful() {
        return idsWhere(list -> list.stream().anyMatch(attempt -> !attempt.acknowledged()));
    }

    /** The attempts of one event, in their order; empty for one that was never sent. */
    public synchronized List<WebhookAttempt> answersOf(String id) {
        return List.copyOf(attempts.getOrDefault(id, List.of()));
    }

    /** How often each status came, {@link WebhookAttempt#NO_ANSWER} included. */
    public synchronized Map<Integer, Long> statuses() {
        Map<Integer, Long> counts = new TreeMap<>();
        attempts.values().forEach(list -> list.forEach(attempt -> counts.merge(attempt.status(), 1L, Long::sum)));
        return counts;
    }

    /** How long the attempts took that got a 2xx. */
    public synchronized Latencies latencies() {
        List<Duration> all = new ArrayList<>();
        attempts.values()
                .forEach(list ->
                        list.stream().filter(WebhookAttempt::acknowledged).forEach(attempt -> all.add(attempt.took())));
        return Latencies.of(all);
    }

    private synchronized Set<String> idsWhere(Predicate<List<WebhookAttempt>> wanted) {
        Set<String> ids = new LinkedHashSet<>();
        attempts.forEach((id, list) -> {
            if (wanted.test(list)) {
                ids.add(id);
            }
        });
        return ids;
    }
}
