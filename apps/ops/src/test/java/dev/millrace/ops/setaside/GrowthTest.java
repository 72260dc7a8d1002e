package dev.millrace.ops.setaside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.setaside.Depths.Depth;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final Instant START = Instant.parse("2026-05-01T06:00:00Z");

    private final Growth growth = new Growth();

    @Test
    void tellsWhatCameThoughRecordsAreDeletedMeanwhile() {
        count(0, new Depth(10, 10));
        boolean atFirst = growth.of("t").isPresent();
        count(1, new Depth(3, 14));

        assertThat(atFirst).isFalse();
        assertThat(growth.of("t")).hasValue(4);
        assertThat(growth.since("t", START.plus(Duration.ofMinutes(2)))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void keepsAnHour() {
        for (int minute = 0; minute <= 200; minute++) {
            count(minute, new Depth(minute, minute));
        }

        assertThat(growth.of("t")).hasValue(60);
        assertThat(growth.steps("t")).hasSize(60).containsOnly(1L);
    }

    @Test
    void beginsAnewWithATopicThatWasMadeAnewAndForgetsOneThatIsGone() {
        count(0, new Depth(10, 10));
        count(1, new Depth(2, 2));
        boolean anew = growth.of("t").isPresent();
        growth.add(START, Map.of());

        assertThat(anew).isFalse();
        assertThat(growth.steps("t")).isEmpty();
    }

    private void count(int minute, Depth depth) {
        growth.add(START.plus(Duration.ofMinutes(minute)), Map.of("t", depth));
    }
}
