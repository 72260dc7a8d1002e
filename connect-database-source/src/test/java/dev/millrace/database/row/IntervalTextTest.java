package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTextTest {

    @ParameterizedTest
    @CsvSource({
        "1 year 2 mons 3 days 04:05:06.789, P1Y2M3DT4H5M6.789S",
        "-1 years -2 mons +3 days -04:05:06, P-1Y-2M3DT-4H-5M-6S",
        "00:00:00, P0Y0M0DT0H0M0S",
        "1 day, P0Y0M1DT0H0M0S",
        "1 mon 00:00:00.100000, P0Y1M0DT0H0M0.1S",
        "P1Y2M3DT4H5M6.789S, P1Y2M3DT4H5M6.789S",
        "P-1Y3DT-4H-5M-6.7S, P-1Y0M3DT-4H-5M-6.7S",
        "PT0S, P0Y0M0DT0H0M0S"
    })
    void writesBothStylesTheSameWay(String text, String expected) {
        assertThat(IntervalText.iso(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ 1 year 2 mons", "+1-2 -3 +4:05:06", "", "1 fortnight"})
    void refusesStylesInWhichSignsAreAmbiguous(String text) {
        assertThatThrownBy(() -> IntervalText.iso(text)).hasMessageContaining("set intervalstyle to postgres");
    }

    @Test
    void refusesInfinity() {
        assertThatThrownBy(() -> IntervalText.iso("-infinity")).hasMessageContaining("without end");
    }
}
