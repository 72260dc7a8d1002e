package dev.millrace.kit.schedule;

import java.time.Duration;
import java.time.Instant;

/** Round after round in the same interval. */
record IntervalSchedule(Duration interval) implements Schedule {

    @Override
    public Instant first(Instant now) {
        return now;
    }

    @Override
    public Instant after(Instant began) {
        return began.plus(interval);
    }
}
