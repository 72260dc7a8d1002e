package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void saysNothingBeforeTheFirst() {
        assertThat(latencies.count()).isZero();
        assertThat(latencies.percentile(99)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"50, 500", "95, 950", "99, 990", "100, 1000"})
    void isAtMostAFifthTooHigh(int percent, long exact) {
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.add(millis);
        }

        assertThat(latencies.percentile(percent)).isBetween(exact, (long) (exact * 1.2));
        assertThat(latencies.count()).isEqualTo(1_000);
    }

    @Test
    void takesWhatIsTooLongOrNegativeAsWell() {
        latencies.add(-1);
        latencies.add(0);
        latencies.add(Long.MAX_VALUE);

        assertThat(latencies.percentile(50)).isEqualTo(1);
        assertThat(latencies.percentile(100)).isGreaterThan(1_000_000);
    }
}
