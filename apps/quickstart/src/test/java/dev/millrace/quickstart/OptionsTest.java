package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void runsUntilInterruptedWithTenThousandRowsUnlessToldOtherwise() {
        assertThat(Options.parse()).isEqualTo(new Options(false, false, 10_000, Optional.empty()));
    }

    @Test
    void readsEveryOptionInAnyOrder() {
        assertThat(Options.parse("--rows", "12", "--keep", "here", "--once"))
                .isEqualTo(new Options(true, false, 12, Optional.of(Path.of("here"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--onse", "orders.csv", "-x", "--rows=5"})
    void namesAnOptionThatItDoesNotKnow(String option) {
        assertThatThrownBy(() -> Options.parse(option))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(option)
                .hasMessageContaining("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-4", "many", "1.5", "99999999999"})
    void refusesANumberOfRowsThatIsNone(String rows) {
        assertThatThrownBy(() -> Options.parse("--rows", rows))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--rows")
                .hasMessageContaining(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rows", "--keep"})
    void asksForAMissingValue(String option) {
        assertThatThrownBy(() -> Options.parse(option, "--once"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(option + " needs a value");
    }

    @Test
    void explainsEveryOption() throws IOException {
        assertThat(Options.usage()).contains("--once", "--rows N", "--keep DIR", "--help", "10000");
    }
}
