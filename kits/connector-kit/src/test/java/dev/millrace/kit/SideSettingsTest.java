package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SideSettingsTest {

    @Test
    void sendsNoAuditEventsByDefault() {
        assertThat(settings(Map.of())).isEqualTo(new SideSettings(Optional.empty(), SideForm.STRUCT));
        assertThat(settings(Map.of("audit.topic", " ")).auditTopic()).isEmpty();
    }

    @Test
    void resolvesTheFormByTheConverter() {
        SideSettings settings = settings(
                Map.of("audit.topic", "audit", "value.converter", "org.apache.kafka.connect.storage.StringConverter"));

        assertThat(settings).isEqualTo(new SideSettings(Optional.of("audit"), SideForm.STRING));
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

    private static SideSettings settings(Map<String, String> configuration) {
        ConfigDef definition = new ConfigDef();
        SideSettings.define(definition);
        return SideSettings.from(new AbstractConfig(definition, configuration, false), configuration);
    }
}
