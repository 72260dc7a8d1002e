package dev.millrace.feed.edi;

import dev.millrace.feed.format.Survey;
import java.util.List;

/**
 * Which parts of a stream can't be read, known before the first of it is.
 *
 * @param units in the order of the stream; none stands in another
 * @param overflown whether there are more than {@link #MAX_UNITS}; nothing of the stream is read then
 */
record EdiSurvey(List<BadUnit> units, boolean overflown) implements Survey {

    static final int MAX_UNITS = 10_000;

    EdiSurvey {
        units = List.copyOf(units);
    }
}
