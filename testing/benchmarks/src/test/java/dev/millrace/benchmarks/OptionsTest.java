package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void measuresAMillionRowsThreeTimesUnlessToldOtherwise() {
        assertThat(Options.parse()).isEqualTo(new Options(Benchmarks.named("sftp-to-kafka"), 1_000_000, 3, false));
    }

    @Test
    void readsEveryOptionInAnyOrder() {
        assertThat(Options.parse("distance", "--rounds", "5", "--help", "--rows", "20000"))
                .isEqualTo(new Options(Benchmarks.named("distance"), 20_000, 5, true));
    }

    @ParameterizedTest
    @CsvSource({"--rows, 9999", "--rows, many", "--rounds, 0", "--rounds, 1.5", "--rows, 99999999999"})
    void refusesANumberThatIsNone(String option, String number) {
        assertThatThrownBy(() -> Options.parse(option, number))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(option)
                .hasMessageContaining(number);
    }

    @Test
    void countsInTheUnitOfTheBenchmark() {
        assertThat(Options.parse("first-record").rows()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rowz", "-x", "1000"})
    void namesAnOptionThatItDoesNotKnow(String option) {
        assertThatThrownBy(() -> Options.parse(option))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(option);
    }

    @Test
    void asksForAMissingValue() {
        assertThatThrownBy(() -> Options.parse("--rows"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--rows needs a value");
    }

    @Test
    void explainsEveryOption() throws IOException {
        assertThat(Options.usage()).contains("--rows N", "1000000", "--rounds N", "default 3", "--help");
        assertThat(Benchmarks.ALL)
                .allSatisfy(benchmark -> assertThat(Options.usage()).contains("  " + benchmark.name() + " "));
    }
}
