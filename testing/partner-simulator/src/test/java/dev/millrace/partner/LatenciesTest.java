package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void takesPercentilesByTheNearestRank() {
        Latencies latencies = Latencies.of(IntStream.rangeClosed(1, 200)
                .map(n -> 201 - n)
                .mapToObj(Duration::ofMillis)
                .toList());

        assertThat(latencies.median()).isEqualTo(Duration.ofMillis(100));
        assertThat(latencies.percentile(99)).isEqualTo(Duration.ofMillis(198));
        assertThat(latencies.percentile(0.1)).isEqualTo(Duration.ofMillis(1));
        assertThat(latencies.longest()).isEqualTo(Duration.ofMillis(200));
        assertThat(latencies).hasToString("200 values, median 100000 us, 99 % 198000 us, longest 200000 us");
    }

    @Test
    void hasNoPercentileOfNothing() {
        Latencies nothing = Latencies.of(List.of());

        assertThatThrownBy(nothing::median).isInstanceOf(IllegalStateException.class);
        assertThat(nothing).hasToString("nothing");
    }
}
