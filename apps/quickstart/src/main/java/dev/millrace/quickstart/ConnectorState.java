package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code GET /connectors/{name}/status}, understood.
 *
 * @param connector the state of the connector: RUNNING, FAILED, UNASSIGNED, ...
 * @param tasks the states of its tasks
 * @param failure the first trace, when the connector or a task failed
 */
record ConnectorState(String connector, List<String> tasks, Optional<String> failure) {
    ConnectorState {
        tasks = List.copyOf(tasks);
    }

    static ConnectorState of(JsonNode status) {
        List<JsonNode> parts = new ArrayList<>();
        parts.add(status.path("connector"));
        status.path("tasks").forEach(parts::add);
        List<String> states =
                parts.stream().map(part -> part.path("state").asText()).toList();
        Optional<String> failure = parts.stream()
                .filter(part -> part.path("state").asText().equals("FAILED"))
                .map(part -> part.path("trace").asText())
                .findFirst();
        return new ConnectorState(states.get(0), states.subList(1, states.size()), failure);
    }

    boolean runs(int atLeast) {
        return connector.equals("RUNNING")
                && tasks.size() >= atLeast
                && tasks.stream().allMatch("RUNNING"::equals);
    }
}
