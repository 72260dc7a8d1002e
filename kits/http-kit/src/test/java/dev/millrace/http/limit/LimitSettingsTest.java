package dev.millrace.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "http.concurrency.min, 5, http.concurrency.min, http.concurrency=adaptive",
        "http.rate.limit.remaining.header, X-Left, http.rate.limit.reset.header, go together",
        "http.rate.limit.reset.header, X-Next, http.rate.limit.remaining.header, go together",
    })
    void saysWhatIsWrongOnTheKeyToChange(String key, String value, String reportedOn, String sentence) {
        Map<String, String> found = problems(Map.of(key, value));

        assertThat(found).containsOnlyKeys(reportedOn);
        assertThat(found.get(reportedOn)).contains(sentence);
    }

    @Test
    void comparesWithTheLimitOfWhatIsUnderWay() {
        assertThat(problems(Map.of("http.concurrency", "adaptive", "http.concurrency.min", "33")))
                .hasEntrySatisfying(
                        "http.concurrency.min", said -> assertThat(said).contains("max.in.flight"));
        assertThat(problems(Map.of("http.concurrency", "adaptive", "http.concurrency.min", "32")))
                .isEmpty();
    }

    @Test
    void findsANameThatIsNone() {
        assertThat(problems(
                        Map.of("http.rate.limit.remaining.header", "X Left", "http.rate.limit.reset.header", "X-Next")))
                .containsOnlyKeys("http.rate.limit.remaining.header");
        assertThat(problems(Map.of(
                        "http.rate.limit.headers", "none",
                        "http.rate.limit.remaining.header", "X-Left",
                        "http.rate.limit.reset.header", "X-Next")))
                .containsOnlyKeys("http.rate.limit.remaining.header");
    }

    @Test
    void readsEveryKeyAndIsByDefaultTheStandard() {
        ConfigDef definition = definition();
        AbstractConfig config = new AbstractConfig(definition, definition.defaultValues(), false);

        LimitSettings settings = LimitSettings.from(config);

        assertThat(new TreeSet<>(config.unused())).isEmpty();
        assertThat(settings).isEqualTo(LimitSettings.standard());
    }

    private static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> found = new HashMap<>();
        LimitSettings.validate(
                new AbstractConfig(definition(), options, false),
                Optional.of(Map.entry("max.in.flight", 32)),
                found::put);
        return found;
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        LimitSettings.define(definition);
        return definition;
    }
}
