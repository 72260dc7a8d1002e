package dev.millrace.kit.schedule;

import java.time.Duration;
import java.time.Instant;

/** When the rounds of what is read again and again begin. Immutable. */
public sealed interface Schedule permits IntervalSchedule, CronSchedule, HoursSchedule {

    /** When the first round after a start begins, at the earliest. */
    Instant first(Instant now);

    /** When the round after one that began then begins; {@link Instant#MAX} for never. */
    Instant after(Instant began);

    /** Round after round in the same interval, the first one at once. */
    static Schedule every(Duration interval) {
        return new IntervalSchedule(interval);
    }

    /** These times, put off to when a day's hours allow them. */
    default Schedule within(Hours hours) {
        return new HoursSchedule(this, hours);
    }
}
