package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-31T02:30:00Z",
                "2024-03-31T02:30:59.000000001+05:30",
                "1582-10-10T00:00:00.1-00:53:28",
                "0999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00.0101Z",
                "-0043-03-15T12:00:00.120Z"
            })
    void writesWhatJavaWrites(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);

        assertThat(IsoText.of(time)).isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
        assertThat(IsoText.of(time.toLocalDateTime()))
                .isEqualTo(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.toLocalDateTime()));
        assertThat(IsoText.of(time.toOffsetTime())).isEqualTo(DateTimeFormatter.ISO_OFFSET_TIME.format(time));
    }

    @Test
    void writesWhatJavaWritesForAnyTime() {
        LocalDateTime time = LocalDateTime.of(1, 1, 1, 0, 0);
        for (int step = 0; step < 10_000; step++) {
            time = time.plusDays(step).plusNanos(step * 7_919_000L);

            assertThat(IsoText.of(time.atOffset(ZoneOffset.UTC)))
                    .isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 00:00:00", "-1000, -00:00:00.000001", "3020399000000000, 838:59:59", "86400000000000, 24:00:00"})
    void writesTimesBeyondADay(long nanos, String expected) {
        assertThat(IsoText.of(nanos)).isEqualTo(expected);
    }
}
