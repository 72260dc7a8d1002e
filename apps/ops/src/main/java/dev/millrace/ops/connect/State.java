package dev.millrace.ops.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a connector and its tasks do, in Connect's words: RUNNING, PAUSED, STOPPED, FAILED, UNASSIGNED, RESTARTING.
 *
 * @param tasks the state of each task, in their order
 */
public record State(String connector, List<String> tasks) {

    public State {
        tasks = List.copyOf(tasks);
    }

    static State of(JsonNode status) {
        return new State(
                status.path("connector").path("state").asText("UNASSIGNED"),
                StreamSupport.stream(status.path("tasks").spliterator(), false)
                        .map(task -> task.path("state").asText())
                        .toList());
    }

    /** Whether it has tasks, and it and all of them run. */
    public boolean isRunning() {
        return connector.equals("RUNNING") && !tasks.isEmpty() && tasks.stream().allMatch("RUNNING"::equals);
    }

    /** Whether it or one of its tasks has failed. */
    public boolean isFailed() {
        return connector.equals("FAILED") || tasks.contains("FAILED");
    }

    /** Whether it is stopped and its last task has ended, so that offsets may be altered. */
    public boolean isStopped() {
        return connector.equals("STOPPED") && tasks.isEmpty();
    }
}
