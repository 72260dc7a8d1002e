package dev.millrace.transforms.mapping;

import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How dates and times are read and written.
 *
 * @param inputs how texts and numbers are read, in this order: a {@link TimePattern} or an {@link EpochUnit} each
 * @param zone where texts without an offset are, and where a date begins
 * @param rounding of what the target has no room for
 * @param output how the result is written; empty for Connect's own type
 */
record TimeRules(List<Object> inputs, ZoneId zone, RoundingMode rounding, Optional<TimeOutput> output) {

    TimeRules {
        inputs = List.copyOf(inputs);
    }
}
