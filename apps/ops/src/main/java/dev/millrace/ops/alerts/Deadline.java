package dev.millrace.ops.alerts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * By when something is expected, on which days. Clock changes of the zone are heeded: a time that a day lacks is as much later.
 *
 * @param by the time of the day
 * @param from what comes before this time does not count; when it is not before {@code by}, it is the day's before
 * @param holidays without it
 */
record Deadline(LocalTime by, LocalTime from, ZoneId zone, Set<DayOfWeek> days, Set<LocalDate> holidays) {

    private static final int DAYS_BACK = 370;

    Deadline {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a deadline needs a day");
        }
    }

    /**
     * One time when it was expected.
     *
     * @param from when it could come first
     * @param by when it had to be there
     */
    record Due(ZonedDateTime from, ZonedDateTime by) {}

    /** The last deadline that is over; empty when there was none within a year. */
    Optional<Due> last(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int back = 0; back <= DAYS_BACK; back++) {
            LocalDate day = today.minusDays(back);
            ZonedDateTime end = day.atTime(by).atZone(zone);
            if (days.contains(day.getDayOfWeek())
                    && !holidays.contains(day)
                    && !end.toInstant().isAfter(now)) {
                LocalDate begins = from.isBefore(by) ? day : day.minusDays(1);
                return Optional.of(new Due(begins.atTime(from).atZone(zone), end));
            }
        }
        return Optional.empty();
    }
}
