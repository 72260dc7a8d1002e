package dev.millrace.transforms.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on by one second each time it is read. */
final class TestClock extends Clock {

    private Instant now = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        Instant read = now;
        now = now.plusSeconds(1);
        return read;
    }
}
