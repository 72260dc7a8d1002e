package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "auto, 2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "auto, 2026-01-02T03:04:05.123456+02:00, 2026-01-02T01:04:05.123456Z",
        "auto, 2026-01-02T03:04:05, 2026-01-02T02:04:05Z",
        "auto, 2026-01-02 03:04:05, 2026-01-02T02:04:05Z",
        "auto, 2026-01-02, 2026-01-01T23:00:00Z",
        "auto, 1767323045, 2026-01-02T03:04:05Z",
        "auto, 1767323045000, 2026-01-02T03:04:05Z",
        "auto, 1767323045.5, 2026-01-02T03:04:05.500Z",
        "epoch-ms, 5, 1970-01-01T00:00:00.005Z",
        "epoch-seconds, 5, 1970-01-01T00:00:05Z",
        "dd.MM.yyyy HH:mm, 02.01.2026 03:04, 2026-01-02T02:04:00Z",
        "dd.MM.yyyy, 02.01.2026, 2026-01-01T23:00:00Z",
        "dd.MM.yyyy, 2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    })
    void readsTimesAsApisWriteThem(String form, String text, String time) {
        assertThat(new TimeText(form, ZoneId.of("Europe/Berlin")).read(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, 2026-01-02T03:04:05Z",
        "iso, 2026-01-02T03:04:05Z",
        "epoch-seconds, 1767323045",
        "epoch-ms, 1767323045000",
        "date, 2026-01-02",
        "dd.MM.yyyy HH:mm, 02.01.2026 04:04",
    })
    void writesTimesAsApisWantThem(String form, String text) {
        TimeText times = new TimeText(form, ZoneId.of("Europe/Berlin"));

        assertThat(times.write(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo(text);
    }

    @Test
    void givesBackWhatTheApiWroteAsItWas() {
        TimeText times = new TimeText("auto", ZoneId.of("UTC"));

        assertThat(times.rewrite("2026-01-02 03:04:05")).isEqualTo("2026-01-02 03:04:05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "12345678901234567890", "1e5"})
    void refusesWhatIsNoTimeWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> new TimeText("auto", ZoneId.of("UTC")).read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no time that can be read");
    }
}
