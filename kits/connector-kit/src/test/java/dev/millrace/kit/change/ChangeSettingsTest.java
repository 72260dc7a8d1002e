package dev.millrace.kit.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeSettingsTest {

    @Test
    void readsWhatItDeclares() {
        ChangeSettings settings = Rounds.settings(Map.of(
                "changes.ignore", "seen,meta.views",
                "changes.deleted", "both",
                "changes.absent.rounds", "2",
                "changes.deleted.max.percent", "40",
                "changes.max.rows", "1000",
                "changes.buckets", "7"));

        assertThat(settings.detects()).isTrue();
        assertThat(settings.ignored()).containsExactlyInAnyOrder(List.of("seen"), List.of("meta", "views"));
        assertThat(settings.deleted()).isEqualTo(ChangeSettings.Deleted.BOTH);
        assertThat(settings.absentRounds()).isEqualTo(2);
        assertThat(settings.mostDeletedPercent()).isEqualTo(40);
        assertThat(settings.mostRows()).isEqualTo(1000);
        assertThat(settings.buckets()).isEqualTo(7);
    }

    @Test
    void reportsOnItsKeyWhatCantBe() {
        assertThat(problems(Map.of("changes.ignore", "lines[*].x[0]"))).containsOnlyKeys("changes.ignore");
        assertThat(problems(Map.of("detect", "changes", "changes.max.rows", "50000000", "changes.buckets", "8")))
                .hasEntrySatisfying(
                        "changes.buckets", sentence -> assertThat(sentence).contains("set at least 3334"));
        assertThat(problems(Map.of("detect", "changes"))).isEmpty();
        assertThat(problems(Map.of("changes.max.rows", "50000000", "changes.buckets", "8")))
                .isEmpty();
    }

    private static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> problems = new HashMap<>();
        ChangeSettings.validate(Rounds.config(options), problems::put);
        return problems;
    }
}
