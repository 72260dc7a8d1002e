package dev.millrace.ops.setaside;

import dev.millrace.ops.setaside.Depths.Depth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * How topics grew in the last hour, one figure a minute: 61 numbers a topic, and none of a topic that nobody asks for any
 * more. Safe for use by several threads.
 */
final class Growth {

    static final Duration KEPT = Duration.ofHours(1);
    static final Duration STEP = Duration.ofMinutes(1);

    private record Sample(Instant at, long ever) {}

    private final Map<String, Deque<Sample>> samples = new HashMap<>();

    /** Keeps what was counted. */
    synchronized void add(Instant now, Map<String, Depth> depths) {
        samples.keySet().retainAll(depths.keySet());
        depths.forEach((topic, depth) -> {
            Deque<Sample> kept = samples.computeIfAbsent(topic, unseen -> new ArrayDeque<>());
            if (!kept.isEmpty() && kept.getLast().ever() > depth.ever()) {
                // A topic of this name was made anew.
                kept.clear();
            }
            kept.add(new Sample(now, depth.ever()));
            while (kept.getFirst().at().isBefore(now.minus(KEPT))) {
                kept.removeFirst();
            }
        });
    }

    /** How many records came to a topic since the oldest figure; empty before the second. */
    synchronized OptionalLong of(String topic) {
        Deque<Sample> kept = samples.getOrDefault(topic, new ArrayDeque<>());
        return kept.size() < 2
                ? OptionalLong.empty()
                : OptionalLong.of(kept.getLast().ever() - kept.getFirst().ever());
    }

    /** How long the oldest figure is ago. */
    synchronized Duration since(String topic, Instant now) {
        Deque<Sample> kept = samples.getOrDefault(topic, new ArrayDeque<>());
        return kept.isEmpty() ? Duration.ZERO : Duration.between(kept.getFirst().at(), now);
    }

    /** How many records came between each figure and the next, the oldest first. */
    synchronized List<Long> steps(String topic) {
        List<Sample> kept = List.copyOf(samples.getOrDefault(topic, new ArrayDeque<>()));
        return IntStream.range(1, kept.size())
                .mapToObj(next -> kept.get(next).ever() - kept.get(next - 1).ever())
                .toList();
    }
}
