package dev.millrace.ops.watch;

import dev.millrace.ops.cluster.Flow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One connector as the console shows it at one moment. No secret is in it.
 *
 * @param type the connector's class
 * @param partner the other side, as its address or folder says, references in place; never with a login
 * @param topics that a source writes to, or a sink reads
 * @param setAsideTopics what could not be read or delivered
 * @param config as it may be shown: secrets are hidden
 * @param registered its entry in the registry; empty when it has none
 */
public record FlowView(
        String name,
        boolean source,
        String type,
        String partner,
        List<String> topics,
        List<String> setAsideTopics,
        String state,
        List<TaskView> tasks,
        Map<String, String> config,
        Optional<Flow> registered,
        Readings readings) {

    public FlowView {
        topics = List.copyOf(topics);
        setAsideTopics = List.copyOf(setAsideTopics);
        tasks = List.copyOf(tasks);
    }

    /**
     * A task.
     *
     * @param worker host and port
     * @param fault class and code of what ended it, without a message that may hold more; empty while it runs
     */
    public record TaskView(int id, String state, String worker, String fault) {}

    /**
     * What is measured of it; what nobody measures is empty.
     *
     * @param recordsPerSecond since the view before
     * @param lag records in its topics that a sink has not delivered
     * @param oldestMs how long the oldest record waits that is not delivered, or not confirmed, in milliseconds
     * @param setAside records in the topics of what was set aside
     * @param breaker 0: receivers are up, 1: one request finds out, 2: one is down
     * @param freshnessMs the age of the newest record in its topics, in milliseconds
     */
    public record Readings(
            OptionalDouble recordsPerSecond,
            OptionalLong lag,
            OptionalLong oldestMs,
            OptionalLong setAside,
            OptionalLong breaker,
            OptionalLong freshnessMs) {

        public static final Readings NONE = new Readings(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The same flow, measured. */
    public FlowView with(Readings measured) {
        return new FlowView(
                name, source, type, partner, topics, setAsideTopics, state, tasks, config, registered, measured);
    }

    /** How it is, in one word and by the worst of its parts: {@code good}, {@code warn}, {@code bad} or {@code idle}. */
    public String health() {
        boolean failed = state.equals("FAILED")
                || tasks.stream().anyMatch(task -> task.state().equals("FAILED"));
        if (failed || readings.breaker().orElse(0) == 2) {
            return "bad";
        }
        if (!state.equals("RUNNING") || tasks.isEmpty()) {
            return "idle";
        }
        boolean all = tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
        return all && readings.setAside().orElse(0) == 0 && readings.breaker().orElse(0) == 0 ? "good" : "warn";
    }
}
