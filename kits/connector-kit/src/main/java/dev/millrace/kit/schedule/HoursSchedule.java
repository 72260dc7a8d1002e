package dev.millrace.kit.schedule;

import java.time.Instant;

/** Another schedule's times, put off to when a day's hours allow them. */
record HoursSchedule(Schedule times, Hours hours) implements Schedule {

    @Override
    public Instant first(Instant now) {
        return hours.from(times.first(now));
    }

    @Override
    public Instant after(Instant began) {
        return hours.from(times.after(began));
    }
}
