package dev.millrace.kit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @Test
    void beginsAtOnceAndThenInItsInterval() {
        Schedule schedule = schedule(Map.of("poll.interval.ms", "60000"));
        Instant now = Instant.parse("2026-03-01T10:00:00Z");

        assertThat(schedule.first(now)).isEqualTo(now);
        assertThat(schedule.after(now)).isEqualTo("2026-03-01T10:01:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // five fields as in Unix, where 1 is Monday
        "30 6 * * 1, UTC, 2026-03-01T10:00:00Z, 2026-03-02T06:30:00Z",
        "*/15 * * * *, UTC, 2026-03-01T10:01:00Z, 2026-03-01T10:15:00Z",
        // six as in Quartz, where 2 is Monday
        "0 30 6 ? * 2, UTC, 2026-03-01T10:00:00Z, 2026-03-02T06:30:00Z",
        "0 0 6 L * ?, UTC, 2026-02-10T00:00:00Z, 2026-02-28T06:00:00Z",
        "30 6 * * *, Europe/Berlin, 2026-03-01T10:00:00Z, 2026-03-02T05:30:00Z",
        // in the night to 29 March 2026, 02:30 does not exist in Berlin; the round comes all the same
        "30 1 * * *, Europe/Berlin, 2026-03-28T10:00:00Z, 2026-03-29T00:30:00Z",
        "30 4 * * *, Europe/Berlin, 2026-03-28T10:00:00Z, 2026-03-29T02:30:00Z",
    })
    void followsACronExpressionByTheClocksOfItsZone(String cron, String zone, String now, String next) {
        Schedule schedule = schedule(Map.of("poll.cron", cron, "poll.zone", zone));

        assertThat(schedule.first(Instant.parse(now))).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "08:00-18:00 | 2026-03-02T12:00:00Z | 2026-03-02T12:00:00Z",
                "08:00-18:00 | 2026-03-02T18:00:00Z | 2026-03-03T08:00:00Z",
                "08:00-18:00 | 2026-03-02T07:59:59Z | 2026-03-02T08:00:00Z",
                "mon-fri 08:00-18:00 | 2026-03-06T20:00:00Z | 2026-03-09T08:00:00Z",
                "fri-mon 08:00-18:00 | 2026-03-02T20:00:00Z | 2026-03-06T08:00:00Z",
                "sat 22:00-04:00 | 2026-03-08T03:00:00Z | 2026-03-08T03:00:00Z",
                "sat 22:00-04:00 | 2026-03-08T04:00:00Z | 2026-03-14T22:00:00Z",
                "mon 08:00-09:00, mon 20:00-24:00 | 2026-03-02T10:00:00Z | 2026-03-02T20:00:00Z",
            })
    void putsARoundOffToTheNextHoursThatAllowIt(String hours, String now, String next) {
        Schedule schedule = schedule(Map.of("poll.hours", hours));

        assertThat(schedule.first(Instant.parse(now))).isEqualTo(next);
    }

    @Test
    void countsHoursByTheClocksOfTheZone() {
        Schedule schedule = schedule(Map.of("poll.hours", "08:00-18:00", "poll.zone", "Asia/Tokyo"));

        assertThat(schedule.first(Instant.parse("2026-03-02T12:00:00Z"))).isEqualTo("2026-03-02T23:00:00Z");
    }

    @Test
    void saysOnItsKeyWhatCantBeRead() {
        assertThat(problems(Map.of("poll.cron", "61 * * * *"))).containsOnlyKeys("poll.cron");
        assertThat(problems(Map.of("poll.zone", "Mars/Olympus"))).containsOnlyKeys("poll.zone");
        assertThat(problems(Map.of("poll.hours", "8-18"))).containsOnlyKeys("poll.hours");
        assertThat(problems(
                        Map.of("poll.cron", "0 6 * * *", "poll.zone", "Europe/Berlin", "poll.hours", "05:00-07:00")))
                .isEmpty();
    }

    private static Schedule schedule(Map<String, String> given) {
        return ScheduleSettings.from(config(given));
    }

    private static Map<String, String> problems(Map<String, String> given) {
        Map<String, String> problems = new HashMap<>();
        ScheduleSettings.validate(config(given), problems::put);
        return problems;
    }

    private static AbstractConfig config(Map<String, String> given) {
        ConfigDef definition = new ConfigDef();
        ScheduleSettings.define(definition);
        return new AbstractConfig(definition, given, false);
    }
}
