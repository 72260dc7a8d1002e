package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdiAnswerSettingsTest {

    @Test
    void nobodyIsAnsweredByDefaultAndNoDataIsSentBack() {
        AcknowledgementOptions options = AcknowledgementOptions.from(config(Map.of()));

        assertThat(options).isEqualTo(new AcknowledgementOptions(Set.of("none"), AcknowledgementDetail.ALL, 1000));
        assertThat(PartnerSettings.from(config(Map.of())).load()).isEqualTo(Partners.NONE);
        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void readsWhatIsSet() {
        AcknowledgementOptions options = AcknowledgementOptions.from(config(Map.of(
                "edi.acks", "ta1, 999",
                "edi.ack.detail", "errors",
                "edi.ack.findings.max", "5")));

        assertThat(options)
                .isEqualTo(new AcknowledgementOptions(Set.of("ta1", "999"), AcknowledgementDetail.ERRORS, 5));
    }

    @Test
    void refusesKindsThatContradictEachOther() {
        assertThat(problems(Map.of("edi.acks", "997,999")))
                .containsExactly(
                        "edi.acks has 997 and 999, but a functional group gets one of them; give auto to choose by"
                                + " the group's version");
        assertThat(problems(Map.of("edi.acks", "auto,ta1"))).hasSize(1);
        assertThat(problems(Map.of("edi.acks", "none,ta1"))).hasSize(1);
        assertThat(problems(Map.of("edi.acks", "ta1,997,contrl"))).isEmpty();
        assertThatThrownBy(() -> config(Map.of("edi.acks", "998"))).isInstanceOf(ConfigException.class);
    }

    @Test
    void saysWhatIsWrongInThePartnerFileAndWhere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("partners.yaml"), "partners:\n  - name: acme\n    sender: ACME\n    envelope: lax\n");

        assertThat(problems(Map.of("edi.partners", file.toString())))
                .containsExactly("edi.partners names " + file
                        + ", which has a mistake in line 4: envelope is lax; use one of strict, warn");
    }

    @Test
    void saysThatThePartnerFileIsMissing(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");

        assertThat(problems(Map.of("edi.partners", file.toString())))
                .containsExactly(
                        "edi.partners names " + file
                                + ", which can't be read as UTF-8 text; put it on every worker, readable for the worker's user");
    }

    @Test
    void doesNotStartWithAPartnerFileThatHasMistakes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("partners.yaml"), "partners: 7\n");
        PartnerSettings settings = PartnerSettings.from(config(Map.of("edi.partners", file.toString())));

        assertThatThrownBy(settings::load)
                .isInstanceOfSatisfying(
                        ConnectorFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED))
                .hasMessageContaining("line 1: partners must be a list");
    }

    @Test
    void readsThePartnerFileWhenItIsAskedTo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("partners.yaml");
        PartnerSettings settings = PartnerSettings.from(config(Map.of("edi.partners", file.toString())));
        Files.writeString(file, "partners:\n  - {name: one, sender: A}\n");
        assertThat(settings.load().partners()).extracting(Partner::name).containsExactly("one");

        Files.writeString(file, "partners:\n  - {name: two, sender: A}\n");

        assertThat(settings.load().partners()).extracting(Partner::name).containsExactly("two");
    }

    private static List<String> problems(Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        AbstractConfig config = config(properties);
        AcknowledgementOptions.validate(config, (key, sentence) -> problems.add(key + " " + sentence));
        PartnerSettings.validate(config, (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }

    private static AbstractConfig config(Map<String, String> properties) {
        ConfigDef definition = new ConfigDef();
        AcknowledgementOptions.define(definition);
        PartnerSettings.define(definition);
        return new AbstractConfig(definition, properties, false);
    }
}
