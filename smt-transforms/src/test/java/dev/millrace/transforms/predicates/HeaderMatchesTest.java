package dev.millrace.transforms.predicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderMatchesTest {

    private static HeaderMatches<SourceRecord> matches(String... pairs) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            properties.put(pairs[at], pairs[at + 1]);
        }
        HeaderMatches<SourceRecord> predicate = new HeaderMatches<>();
        predicate.configure(properties);
        return predicate;
    }

    private static SourceRecord record() {
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "t", null, null, "v");
        record.headers()
                .addString("tenant", "acme")
                .addString("tenant", "initech")
                .addInt("retry", 3);
        record.headers().addBytes("raw", "abc".getBytes(StandardCharsets.UTF_8)).add("gone", null, null);
        return record;
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, , , last, true",
        "Tenant, , , last, false",
        "gone, , , last, true",
        "gone, x, , last, false",
        "gone, , x, last, false",
        "tenant, initech, , last, true",
        "tenant, acme, , last, false",
        "tenant, acme, , any, true",
        "tenant, , ^ac, last, false",
        "tenant, , ^ac, any, true",
        "tenant, , tec, last, true",
        "retry, 3, , last, true",
        "retry, , [0-4], any, true",
        "raw, abc, , last, true"
    })
    void asksForANameAndPerhapsAValue(String name, String equal, String regex, String occurrence, boolean answer) {
        HeaderMatches<SourceRecord> predicate = equal != null
                ? matches("name", name, "occurrence", occurrence, "equals", equal)
                : regex != null
                        ? matches("name", name, "occurrence", occurrence, "regex", regex)
                        : matches("name", name, "occurrence", occurrence);

        assertThat(predicate.test(record())).isEqualTo(answer);
    }

    @Test
    void holdsForRecordsThatAreNoDataOnlyWhereItAsksForThem() {
        SourceRecord audit = record();
        audit.headers().addString("millrace.kind", "audit");

        assertThat(matches("name", "tenant").test(audit)).isFalse();
        assertThat(matches("name", "millrace.kind", "equals", "audit").test(audit))
                .isTrue();
    }

    @Test
    void aRegularExpressionThatTakesTooLongIsAFailureWithACode() {
        SourceRecord record = record();
        record.headers().addString("x", "x".repeat(9_000) + "!");

        assertThatThrownBy(() -> matches("name", "x", "regex", "(x|xx)+$").test(record))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expression-too-costly");
    }

    @Test
    void oneOfEqualsAndRegexIsEnough() {
        assertThatThrownBy(() -> matches("name", "a", "equals", "b", "regex", "c"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("regex and equals are both set");
        assertThatThrownBy(() -> matches("name", "a", "regex", "["))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("regex is no regular expression");
    }
}
