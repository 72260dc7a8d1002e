package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void isTheOneInTheMiddle() {
        assertThat(Median.millis(9_000_000, 1_000_000, 2_500_000)).isEqualTo(2.5);
        assertThat(Median.of(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
    }
}
