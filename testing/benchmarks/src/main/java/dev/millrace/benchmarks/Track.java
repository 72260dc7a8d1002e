package dev.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.quickstart.ConnectRest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Measures one connector after the other on one worker, each in a topic of one partition. The time runs from the first
 * look that finds records in the topic to the one that finds all, so that it holds neither the start nor the listing of
 * the folder. For one thread.
 */
final class Track {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(30);

    private final ConnectRest rest;
    private final Topics topics;
    private final int rows;

    Track(ConnectRest rest, Topics topics, int rows) {
        this.rest = rest;
        this.topics = topics;
        this.rows = rows;
    }

    /** What the connector of a round is called, and its topic. */
    static String name(Contestant contestant, int round) {
        return contestant.name() + "-" + round;
    }

    /** Runs a connector until its topic holds every row, and removes it; the topic stays. */
    Rate run(Contestant contestant, int round) {
        String name = name(contestant, round);
        rest.put(name, json(configuration(contestant, name)));
        rest.awaitRunning(name, 1, START_LIMIT);
        await(name, START_LIMIT, () -> topics.contains(name));
        await(name, START_LIMIT, () -> topics.end(name) > 0);
        long before = topics.end(name);
        long begun = System.nanoTime();
        await(name, RUN_LIMIT, () -> topics.end(name) >= rows);
        long ended = System.nanoTime();
        long all = topics.end(name);
        rest.delete(name);
        await(name, START_LIMIT, () -> !rest.connectors().contains(name));
        if (all != rows) {
            throw new IllegalStateException(name + " made " + all + " records of " + rows + " rows");
        }
        return Rate.of(rows - before, ended - begun);
    }

    /** Runs a connector until its topic holds a record, and removes it; the time in nanoseconds. */
    long firstRecord(Contestant contestant, int round) {
        String name = name(contestant, round);
        long begun = System.nanoTime();
        rest.put(name, json(configuration(contestant, name)));
        await(name, RUN_LIMIT, () -> topics.contains(name) && topics.end(name) > 0);
        long ended = System.nanoTime();
        rest.delete(name);
        await(name, START_LIMIT, () -> !rest.connectors().contains(name));
        return ended - begun;
    }

    private static Map<String, String> configuration(Contestant contestant, String name) {
        Map<String, String> configuration = new HashMap<>(contestant.configuration());
        configuration.put("name", name);
        configuration.put("topic", name);
        configuration.put("tasks.max", "1");
        configuration.put("topic.creation.default.partitions", "1");
        configuration.put("topic.creation.default.replication.factor", "1");
        return configuration;
    }

    private void await(String name, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                // Throws with the trace when the task failed.
                rest.awaitRunning(name, 1, STEP);
                throw new IllegalStateException(name + " did not get on within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static String json(Map<String, String> configuration) {
        try {
            return new ObjectMapper().writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration that is no JSON", e);
        }
    }
}
