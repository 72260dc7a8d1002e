package dev.millrace.http.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "http.status.retry, 2xx, http.status.retry, neither a final status",
        "http.reply.rules, drop: /a, http.reply.rules, rule 1",
        "http.reply.namespaces, s, http.reply.namespaces, prefix=namespace",
    })
    void saysWhatIsWrongOnTheKeyToChange(String key, String value, String reportedOn, String sentence) {
        Map<String, String> found = problems(Map.of(key, value));

        assertThat(found).containsOnlyKeys(reportedOn);
        assertThat(found.get(reportedOn)).contains(sentence);
    }

    @Test
    void aStatusHasOneMeaning() {
        assertThat(problems(Map.of("http.status.retry", "404", "http.status.ignore", "400-410")))
                .hasEntrySatisfying(
                        "http.status.retry",
                        said -> assertThat(said).contains("404").contains("http.status.ignore"));
        assertThat(problems(Map.of("http.status.retry", "409", "http.conflict", "delivered")))
                .containsOnlyKeys("http.conflict");
    }

    private static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> found = new HashMap<>();
        ClassifierSettings.validate(Judging.config(options), found::put);
        return found;
    }
}
