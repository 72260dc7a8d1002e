package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ConfigHashTest {

    @Test
    void changesWithEveryDeclaredOption() {
        assertThat(hash(Map.of("list", "a,b"))).hasSize(64).isEqualTo(hash(Map.of("list", "a, b")));
        assertThat(hash(Map.of("list", "a,c"))).isNotEqualTo(hash(Map.of("list", "a,b")));
        assertThat(hash(Map.of("text", "other"))).isNotEqualTo(hash(Map.of()));
    }

    @Test
    void isTheSameForADefaultThatIsWrittenOut() {
        assertThat(hash(Map.of("text", "standard"))).isEqualTo(hash(Map.of()));
    }

    @Test
    void knowsNothingOfSecretsAndOfWhatIsNotDeclared() {
        assertThat(hash(Map.of("secret", "4711", "transforms.x.key", "4711"))).isEqualTo(hash(Map.of()));
    }

    @Test
    void readsNoOptionInTheNameOfTheConnector() {
        AbstractConfig config = config(Map.of("text", "a"));

        String unused = ConfigHash.of(config);

        assertThat(config.unused()).contains("text");
    }

    private static String hash(Map<String, String> configuration) {
        return ConfigHash.of(config(configuration));
    }

    private static AbstractConfig config(Map<String, String> configuration) {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "test")
                .text("text", "standard", "A text.")
                .list("list", "x", "A list.")
                .secret("secret", "A secret.");
        return new AbstractConfig(definition, configuration, false);
    }
}
