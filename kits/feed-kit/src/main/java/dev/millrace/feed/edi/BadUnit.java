package dev.millrace.feed.edi;

import java.util.Optional;

/**
 * Bytes that are set aside, because of a problem that may be told by their end only.
 *
 * @param start the offset of their first byte in the stream
 * @param end the offset behind their last byte
 * @param implied the step that closes the unit behind its last byte, where its own trailer is missing: what is found with that
 *     step is still told of the unit
 */
record BadUnit(long start, long end, EdiProblem problem, Optional<WalkStep> implied) {

    /** Whether it ends with the walk's last step. */
    boolean endsWith(WalkStep step, EdiWalk walk) {
        return walk.end() >= end
                && (walk.implied() ? implied.filter(step::equals).isPresent() : implied.isEmpty());
    }
}
