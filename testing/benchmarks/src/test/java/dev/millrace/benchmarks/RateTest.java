package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void isTheRowsOfASecond() {
        assertThat(Rate.of(500, 250_000_000)).isEqualTo(new Rate(2_000)).hasToString("2000 rows/s");
    }

    @Test
    void refusesARunThatWasOverAtTheFirstLook() {
        assertThatThrownBy(() -> Rate.of(0, 1_000)).hasMessageContaining("ask for more rows");
    }

    @Test
    void takesTheOneInTheMiddle() {
        assertThat(Rate.median(List.of(new Rate(9), new Rate(1), new Rate(4)))).isEqualTo(new Rate(4));
    }

    @Test
    void takesTheMeanOfTwoInTheMiddle() {
        assertThat(Rate.median(List.of(new Rate(8), new Rate(1), new Rate(4), new Rate(20))))
                .isEqualTo(new Rate(6));
    }

    @Test
    void isAShareOfAnother() {
        assertThat(new Rate(30).of(new Rate(40))).isEqualTo(0.75);
    }
}
