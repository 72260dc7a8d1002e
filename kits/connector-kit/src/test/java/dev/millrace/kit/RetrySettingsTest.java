package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetrySettingsTest {

    @Test
    void triesForEverWhereOnlyTheBackoffIsDeclared() {
        ConfigDef definition = new ConfigDef();
        RetrySettings.defineBackoff(definition);

        RetryPolicy policy = RetrySettings.fromBackoff(new AbstractConfig(definition, Map.of(), false));

        assertThat(policy)
                .isEqualTo(new RetryPolicy(Duration.ofMillis(500), Duration.ofMinutes(1), RetryPolicy.FOR_EVER));
        assertThat(definition.names()).doesNotContain(RetrySettings.MAX_ATTEMPTS);
    }

    @Test
    void takesTheDefaultNumberOfAttemptsOfItsConnector() {
        assertThat(RetrySettings.from(config(Map.of())).maxAttempts()).isEqualTo(8);
    }

    @Test
    void readsWhatIsConfigured() {
        AbstractConfig config = config(
                Map.of(RetrySettings.BACKOFF, "10", RetrySettings.BACKOFF_MAX, "20", RetrySettings.MAX_ATTEMPTS, "-1"));

        assertThat(RetrySettings.from(config))
                .isEqualTo(new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(20), RetryPolicy.FOR_EVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2"})
    void refusesANumberOfAttemptsThatMeansNothing(String attempts) {
        assertThatThrownBy(() -> config(Map.of(RetrySettings.MAX_ATTEMPTS, attempts)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RetrySettings.MAX_ATTEMPTS)
                .hasMessageContaining("-1 to try for ever");
    }

    @ParameterizedTest
    @CsvSource({
        "retry.backoff.ms,0",
        "retry.backoff.ms,3600001",
        "retry.backoff.max.ms,0",
        "retry.backoff.max.ms,86400001"
    })
    void refusesABackoffOutOfRange(String key, String value) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void reportsACapBelowTheBaseOnTheCap() {
        List<String> keys = new ArrayList<>();

        RetrySettings.validate(
                config(Map.of(RetrySettings.BACKOFF, "1000", RetrySettings.BACKOFF_MAX, "999")),
                (key, sentence) -> keys.add(key));
        RetrySettings.validate(
                config(Map.of(RetrySettings.BACKOFF, "1000", RetrySettings.BACKOFF_MAX, "1000")),
                (key, sentence) -> keys.add("nothing is wrong with " + key));

        assertThat(keys).containsExactly(RetrySettings.BACKOFF_MAX);
    }

    private static AbstractConfig config(Map<String, String> values) {
        ConfigDef definition = new ConfigDef();
        RetrySettings.define(definition, 8);
        return new AbstractConfig(definition, values, false);
    }
}
