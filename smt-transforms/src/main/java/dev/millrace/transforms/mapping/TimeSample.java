package dev.millrace.transforms.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;

/** A date or a time to try a pattern with. */
final class TimeSample {

    private TimeSample() {}

    static TemporalAccessor of(ValueKind kind) {
        return switch (kind) {
            case DATE -> LocalDate.EPOCH;
            case TIME -> LocalTime.NOON;
            default -> Instant.EPOCH.atZone(ZoneOffset.UTC);
        };
    }
}
