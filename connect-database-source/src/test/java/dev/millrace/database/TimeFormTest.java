package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.TimeForm.Meaning;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormTest {

    @ParameterizedTest
    @CsvSource({
        "MOMENT, 6, 2026-03-01T12:00:00.123456Z, 2026-03-01T12:00:00.123",
        "MOMENT, 3, 2026-03-01T12:00:00.999999Z, 2026-03-01T12:00:00.999",
        "MOMENT, 2, 2026-03-01T12:00:00.999999Z, 2026-03-01T12:00:00.990",
        "MOMENT, 0, 2026-03-01T12:00:00.999999Z, 2026-03-01T12:00:00",
        "CLOCK, 6, 2026-03-01T12:00:00.123456Z, 2026-03-01T13:00:00.123",
        "DAY, 0, 2026-03-01T23:30:00Z, 2026-03-02T00:00:00",
    })
    void cutsTheBoundToWhatTheColumnKeeps(Meaning meaning, int digits, Instant moment, LocalDateTime expected) {
        LocalDateTime bound = new TimeForm(meaning, digits).bound(moment, ZoneId.of("Europe/Berlin"));

        assertThat(bound).isEqualTo(expected);
    }

    /** In Berlin three o'clock became two o'clock at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-24T23:59:00Z, 2026-10-25T01:59:00",
        "2026-10-25T00:00:00Z, 2026-10-25T02:00:00",
        "2026-10-25T00:30:00Z, 2026-10-25T02:00:00",
        "2026-10-25T00:59:59Z, 2026-10-25T02:00:00",
        "2026-10-25T01:00:00Z, 2026-10-25T02:00:00",
        "2026-10-25T01:30:00Z, 2026-10-25T02:30:00",
        "2026-10-25T02:00:00Z, 2026-10-25T03:00:00",
        "2026-03-29T01:00:00Z, 2026-03-29T03:00:00",
    })
    void waitsUntilTheHourThatComesTwiceIsOver(Instant moment, LocalDateTime expected) {
        LocalDateTime bound = new TimeForm(Meaning.CLOCK, 6).bound(moment, ZoneId.of("Europe/Berlin"));

        assertThat(bound).isEqualTo(expected);
    }
}
