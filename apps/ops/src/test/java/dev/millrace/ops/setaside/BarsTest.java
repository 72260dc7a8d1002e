package dev.millrace.ops.setaside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BarsTest {

    private static final Instant FIRST = Instant.parse("2026-05-01T06:00:00Z");

    @Test
    void drawsTheHighestInFullAndTheSmallestSoThatItIsSeen() {
        Bars bars = Bars.of(new long[] {1, 0, 1_000_000}, "", "");

        assertThat(bars.most()).isEqualTo(1_000_000);
        assertThat(bars.bars()).extracting(Bars.Bar::height).containsExactly("2.0", "40.0");
        assertThat(bars.bars()).extracting(Bars.Bar::y).containsExactly("38.0", "0.0");
    }

    @Test
    void joinsHoursWhereThereAreMoreThanColumns() {
        Instant last = FIRST.plus(Duration.ofDays(10));

        Bars bars = Bars.ofHours(new TreeMap<>(Map.of(FIRST, 1L, FIRST.plusSeconds(3_600), 2L, last, 5L)), FIRST, last);

        assertThat(bars.bars()).hasSize(2);
        assertThat(bars.most()).isEqualTo(5);
        assertThat(bars.from()).isEqualTo("2026-05-01 06:00");
        assertThat(bars.to()).isEqualTo("2026-05-11 07:00");
        assertThat(bars.bars())
                .allSatisfy(bar -> assertThat(Double.parseDouble(bar.x()) + Double.parseDouble(bar.width()))
                        .isLessThanOrEqualTo(Bars.WIDTH));
    }

    @Test
    void isEmptyWithoutCounts() {
        assertThat(Bars.of(new long[0], "", "").bars()).isEmpty();
    }
}
