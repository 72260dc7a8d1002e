package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ConnectorStateTest {
    @Test
    void runsWhenEnoughTasksDo() throws JsonProcessingException {
        ConnectorState state = state("""
                {"connector": {"state": "RUNNING"}, "tasks": [{"state": "RUNNING"}, {"state": "RUNNING"}]}""");

        assertThat(state.runs(2)).isTrue();
        assertThat(state.runs(3)).isFalse();
        assertThat(state.failure()).isEmpty();
    }

    @Test
    void doesNotRunWhileATaskIsUnassigned() throws JsonProcessingException {
        ConnectorState state = state("""
                {"connector": {"state": "RUNNING"}, "tasks": [{"state": "RUNNING"}, {"state": "UNASSIGNED"}]}""");

        assertThat(state.runs(1)).isFalse();
    }

    @Test
    void tellsTheTraceOfAFailedTask() throws JsonProcessingException {
        ConnectorState state = state("""
                {"connector": {"state": "RUNNING"}, "tasks": [{"state": "FAILED", "trace": "login refused"}]}""");

        assertThat(state.failure()).contains("login refused");
    }

    private static ConnectorState state(String json) throws JsonProcessingException {
        return ConnectorState.of(new ObjectMapper().readTree(json));
    }
}
