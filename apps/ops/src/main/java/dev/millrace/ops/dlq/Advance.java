package dev.millrace.ops.dlq;

import java.util.Map;
import java.util.SortedMap;

/**
 * How far a replay is, for its listener. Records leave sorted, so within a segment the share of its records counts.
 *
 * @param start where the replay began, or went on
 */
record Advance(ReplayListener listener, SortedMap<Integer, Long> start) {

    /** @param left records of the segment that is under way which are not sent */
    void tell(Progress progress, int left, Segment segment) {
        long behind = distance(start, progress.from());
        long open = distance(progress.from(), progress.segment());
        double share = open == 0 ? 0 : 1 - (double) left / segment.records().size();
        listener.advanced(progress.tally(), behind + Math.round(open * share), distance(start, progress.end()));
    }

    private static long distance(Map<Integer, Long> from, Map<Integer, Long> to) {
        return to.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), end.getValue())))
                .sum();
    }
}
