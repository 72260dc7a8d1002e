package dev.millrace.it;

import dev.millrace.it.Platform.Line;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The scenarios of config-examples on a real worker, all at once: a sample in, exactly the expected requests out. */
class ScenariosIT {

    @Test
    void carryTheirSamplesToTheirTargets() throws Exception {
        List<Scenario> scenarios = new ArrayList<>();
        try {
            scenarios.add(new WarehouseScenario());
            scenarios.add(new X12Scenario());
            scenarios.add(new LeadsScenario());
            scenarios.add(new MainframeScenario());
            scenarios.add(new AlarmsScenario());
            scenarios.add(new PollScenario());
            scenarios.add(new TargetsScenario());
            scenarios.add(new GoogleScenario());
            scenarios.add(new SyncScenario());
            try (ScenarioStage stage = new ScenarioStage(Line.CURRENT, scenarios)) {
                stage.play(scenarios);
                for (Scenario scenario : scenarios) {
                    scenario.begin(stage);
                }
                // What is wrong with one must not hide what is wrong with another.
                SoftAssertions checked = new SoftAssertions();
                scenarios.forEach(scenario -> checked.check(() -> scenario.check(stage)));
                checked.assertAll();
            }
        } finally {
            scenarios.forEach(Scenario::close);
        }
    }
}
