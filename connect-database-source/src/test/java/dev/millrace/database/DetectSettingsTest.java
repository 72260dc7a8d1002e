package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.RecordKey;
import dev.millrace.kit.change.ChangeSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class DetectSettingsTest {

    @Test
    void comparesBulkRunsOverTablesAndQueries() {
        assertThat(problems(Map.of("tables", "a"))).isEmpty();
        assertThat(problems(Map.of("query", "SELECT 1", "key.columns", "id"))).isEmpty();
        assertThat(from(Map.of("changes.deleted", "record")).deleted()).isEqualTo(ChangeSettings.Deleted.RECORD);
    }

    @Test
    void reportsOnItsKeyWhatCantStandBesideIt() {
        assertThat(problems(Map.of("mode", "incrementing"))).containsOnlyKeys("detect");
        assertThat(problems(Map.of("part.keys", "100"))).containsOnlyKeys("part.keys");
        assertThat(problems(Map.of("query", "SELECT 1"))).containsOnlyKeys("key.columns");
        assertThat(problems(Map.of("record.key", "none"))).containsOnlyKeys("record.key");
        assertThat(problems(Map.of("record.key", "none", "changes.deleted", "none")))
                .isEmpty();
        assertThat(problems(Map.of("changes.max.rows", "90000000", "changes.buckets", "2")))
                .containsOnlyKeys("changes.buckets");
    }

    @Test
    void hasNoSayWhereNothingIsCompared() {
        assertThat(problems(Map.of("detect", "none", "mode", "incrementing", "record.key", "none")))
                .isEmpty();
    }

    private static ChangeSettings from(Map<String, String> options) {
        return DetectSettings.from(config(options));
    }

    private static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> problems = new HashMap<>();
        DetectSettings.validate(config(options), problems::put);
        return problems;
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        QuerySettings.define(definition);
        if (!definition.names().contains(ChangeSettings.DETECT)) {
            DetectSettings.define(definition);
        }
        if (!definition.names().contains(RecordKey.KEY)) {
            definition.define(
                    RecordKey.KEY, ConfigDef.Type.STRING, RecordKey.PRIMARY_KEY, ConfigDef.Importance.LOW, "");
        }
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent(ChangeSettings.DETECT, "changes");
        return new AbstractConfig(definition, all, false);
    }
}
