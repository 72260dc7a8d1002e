package dev.millrace.it;

import java.util.List;
import java.util.Map;

/** One of the scenarios of config-examples: its partners, what they send, and exactly what must come of it. */
interface Scenario extends AutoCloseable {

    /** The variables of its examples. */
    Map<String, String> environment();

    /** Its examples without their ending, sources first. */
    List<String> examples();

    /** The topics that nothing but the scenario itself writes to, and that therefore nobody makes. */
    default List<String> topics() {
        return List.of();
    }

    /** The partners send; the connectors run. */
    void begin(ScenarioStage stage) throws Exception;

    /** Waits for what must come of it, and fails when it is anything else. */
    void check(ScenarioStage stage) throws Exception;

    @Override
    void close();
}
