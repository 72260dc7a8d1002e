package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T06:00:00Z");

    private final Rates rates = new Rates();

    @Test
    void tellsTheGrowthSinceTheLookBefore() {
        rates.begin(BEGIN);
        assertThat(rates.count("a", 100)).isEmpty();

        rates.begin(BEGIN.plusSeconds(4));
        assertThat(rates.count("a", 110)).hasValue(2.5);
        assertThat(rates.count("b", 1)).isEmpty();

        rates.begin(BEGIN.plusSeconds(5));
        assertThat(rates.count("a", 110)).hasValue(0);
    }

    @Test
    void tellsNothingOfWhatBeganAnewOrWasNotCountedInBetween() {
        rates.begin(BEGIN);
        rates.count("a", 100);
        rates.count("b", 100);

        rates.begin(BEGIN.plusSeconds(1));
        assertThat(rates.count("a", 5)).isEmpty();

        rates.begin(BEGIN.plusSeconds(2));
        assertThat(rates.count("a", 6)).hasValue(1);
        assertThat(rates.count("b", 200)).isEmpty();

        rates.begin(BEGIN.plusSeconds(2));
        assertThat(rates.count("a", 7)).as("no time has passed").isEmpty();
    }
}
