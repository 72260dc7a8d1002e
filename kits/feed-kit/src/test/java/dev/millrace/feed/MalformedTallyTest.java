package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MalformedTallyTest {

    @ParameterizedTest
    @CsvSource({"100, 10, false", "100, 11, true", "99, 50, false", "1000000, 100000, false", "1000000, 100001, true"})
    void endsTheReadingAboveTheShareOnceEnoughWasRead(long records, long malformed, boolean tooMany) {
        assertThat(tally(10, 100).isTooMany(records, malformed)).isEqualTo(tooMany);
    }

    @Test
    void judgesAShortFileAtItsEnd() {
        assertThat(tally(10, 100).isTooManyInAll(5, 1)).isTrue();
        assertThat(tally(10, 100).isTooManyInAll(10, 1)).isFalse();
        assertThat(tally(0, 100).isTooManyInAll(0, 0)).isFalse();
    }

    @Test
    void toleratesNoneWithZeroAndAllWithAHundred() {
        assertThat(tally(0, 1).isTooMany(1, 1)).isTrue();
        assertThat(tally(0, 1).isTooMany(1, 0)).isFalse();
        assertThat(tally(100, 1).isTooMany(5, 5)).isFalse();
        assertThat(tally(100, 1).isTooManyInAll(5, 5)).isFalse();
    }

    private static MalformedTally tally(int percent, int after) {
        return new MalformedTally(
                new MalformedSettings(MalformedMode.QUARANTINE, Optional.of("bad"), 1, percent, after));
    }
}
