package dev.millrace.ops.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A connector with what its workers tell of it.
 *
 * @param worker host and port of the worker that the connector itself is on; empty while none has it
 * @param trace of what ended the connector; its messages may quote data. Empty while it runs
 * @param tasks in their order
 */
public record ConnectorStatus(Connector connector, String worker, String trace, List<Task> tasks) {

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * A task.
     *
     * @param worker host and port
     * @param trace of what ended it; its messages may quote data. Empty while it runs
     */
    public record Task(int id, String state, String worker, String trace) {}

    static ConnectorStatus of(Connector connector, JsonNode status) {
        return new ConnectorStatus(
                connector,
                status.path("connector").path("worker_id").asText(),
                status.path("connector").path("trace").asText(),
                StreamSupport.stream(status.path("tasks").spliterator(), false)
                        .map(task -> new Task(
                                task.path("id").asInt(),
                                task.path("state").asText(),
                                task.path("worker_id").asText(),
                                task.path("trace").asText()))
                        .toList());
    }
}
