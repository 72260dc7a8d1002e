package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    @Test
    void readsNameLabelsAndValueWithWhatIsEscaped() {
        assertThat(
                        Sample.parse(
                                "http_requests_total{ method = \"post\", path=\"C:\\\\DIR\\\\\\\"a\\\"\\nb\",} 1027 1395066363000"))
                .contains(
                        new Sample("http_requests_total", Map.of("method", "post", "path", "C:\\DIR\\\"a\"\nb"), 1027));
        assertThat(Sample.parse("rpc:rate{a=\"},=\"} 3")).contains(new Sample("rpc:rate", Map.of("a", "},="), 3));
        assertThat(Sample.parse("  up{}\t1 ")).contains(new Sample("up", Map.of(), 1));
        assertThat(Sample.parse("a{b=\"\\t\"} 1")).contains(new Sample("a", Map.of("b", "\\t"), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-3.5, -3.5",
        "1.7560473e+07, 17560473",
        ".5, 0.5",
        "NaN, NaN",
        "+Inf, Infinity",
        "-Inf, -Infinity",
        "Inf, Infinity"
    })
    void readsNumbersAsGoWritesThem(String text, double value) {
        assertThat(Sample.parse("a " + text)).contains(new Sample("a", Map.of(), value));
    }

    @Test
    void passesOverTheTimeAndTheExemplarBehindTheValue() {
        assertThat(Sample.parse("a{b=\"c\"} 17 # {trace_id=\"x\"} 0.67 1.5"))
                .map(Sample::value)
                .contains(17.0);
        assertThat(Sample.parse("a 17 1520879607.789 # {x=\"y\"} 0.67"))
                .map(Sample::value)
                .contains(17.0);
        assertThat(Sample.parse("a 17 -3982045")).map(Sample::value).contains(17.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html>",
                "a",
                "a ",
                "1a 1",
                "a one",
                "a-1",
                "a 1d",
                "a 1..2",
                "a 1 then",
                "a 1 2 3",
                "a{b} 1",
                "a{b=c} 1",
                "a{b=\"c} 1",
                "a{b=\"c\" d=\"e\"} 1",
                "a{b=\"c\" 1",
                "{\"json\": 1}"
            })
    void takesNothingElse(String line) {
        assertThat(Sample.parse(line)).isEmpty();
    }
}
