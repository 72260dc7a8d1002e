package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SideSettingsTest {

    private static final Set<AuditEvent.Step> ALL = Set.of(AuditEvent.Step.values());

    @Test
    void sendsNoAuditEventsByDefault() {
        assertThat(settings(Map.of())).isEqualTo(new SideSettings(Optional.empty(), ALL, SideForm.STRUCT));
        assertThat(settings(Map.of("audit.topic", " ")).auditTopic()).isEmpty();
    }

    @Test
    void resolvesTheFormByTheConverter() {
        SideSettings settings = settings(
                Map.of("audit.topic", "audit", "value.converter", "org.apache.kafka.connect.storage.StringConverter"));

        assertThat(settings).isEqualTo(new SideSettings(Optional.of("audit"), ALL, SideForm.STRING));
    }

    @Test
    void prefersTheFormThatIsNamed() {
        SideSettings settings = settings(Map.of(
                "side.value.form", "Bytes", "value.converter", "org.apache.kafka.connect.storage.StringConverter"));

        assertThat(settings.form()).isEqualTo(SideForm.BYTES);
    }

    @Test
    void refusesAFormItDoesNotKnow() {
        assertThatThrownBy(() -> settings(Map.of("side.value.form", "avro")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("side.value.form");
    }

    @Test
    void tellsOfTheStepsThatAreNamedAlone() {
        SideSettings some = settings(Map.of("audit.topic", "audit", "audit.events", "Completed, quarantined"));
        SideSettings nowhere = settings(Map.of("audit.events", "completed"));

        assertThat(some.tells(AuditEvent.Step.COMPLETED)).isTrue();
        assertThat(some.tells(AuditEvent.Step.QUARANTINED)).isTrue();
        assertThat(some.tells(AuditEvent.Step.SEEN)).isFalse();
        assertThat(nowhere.tells(AuditEvent.Step.COMPLETED)).isFalse();
    }

    @Test
    void refusesAStepItDoesNotKnow() {
        assertThatThrownBy(() -> settings(Map.of("audit.events", "completed,finished")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.events")
                .hasMessageContaining("finished")
                .hasMessageContaining("quarantined");
    }

    private static SideSettings settings(Map<String, String> configuration) {
        ConfigDef definition = new ConfigDef();
        SideSettings.define(definition);
        return SideSettings.from(new AbstractConfig(definition, configuration, false), configuration);
    }
}
