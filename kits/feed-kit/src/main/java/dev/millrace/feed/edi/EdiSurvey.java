package dev.millrace.feed.edi;

import dev.millrace.feed.format.Survey;
import java.util.List;
import java.util.Optional;

/**
 * Which parts of a stream can't be read, known before the first of it is.
 *
 * @param units in the order of the stream; none stands in another
 * @param overflown whether there are more than {@link #MAX_UNITS}; nothing of the stream is read then
 * @param collected what was found in the interchange in which the reading goes on
 */
record EdiSurvey(List<BadUnit> units, boolean overflown, Optional<Collected> collected) implements Survey {

    static final int MAX_UNITS = 10_000;

    EdiSurvey {
        units = List.copyOf(units);
    }
}
