package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes no record is made of: what a survey found, and interchanges that are refused. Not thread-safe.
 */
final class SetAside {

    /** Where bytes that were set aside begin, and why they were. */
    record Unit(Position start, EdiProblem problem) {}

    private final Deque<BadUnit> bad = new ArrayDeque<>();
    private @Nullable Position start;
    private @Nullable EdiProblem refused;

    /** @param from units that begin before that offset are past */
    SetAside(List<BadUnit> units, long from) {
        units.stream().filter(unit -> unit.start() >= from).forEach(bad::add);
    }

    /** The interchange that opens with the walk's last step is set aside up to its end, whatever is in it. */
    void refuse(EdiProblem problem) {
        refused = problem;
    }

    boolean isOpen() {
        return start != null;
    }

    /** Sees the walk's last step. */
    void begin(WalkStep step, EdiWalk walk, Position at) {
        BadUnit next = bad.peek();
        boolean begins = !walk.implied() && step != WalkStep.END;
        boolean found = next != null && begins && walk.scanner().start() >= next.start();
        if (start == null && (found || refused != null)) {
            start = at;
        }
    }

    /** What ends with the walk's last step. */
    Optional<Unit> end(WalkStep step, EdiWalk walk) {
        Position began = start;
        EdiProblem refusal = refused;
        if (began == null) {
            return Optional.empty();
        }
        if (refusal != null) {
            if (step != WalkStep.CLOSE_INTERCHANGE) {
                return Optional.empty();
            }
            bad.removeIf(unit -> unit.start() < walk.end());
            refused = null;
            start = null;
            return Optional.of(new Unit(began, refusal));
        }
        BadUnit unit = bad.element();
        if (!unit.endsWith(step, walk)) {
            return Optional.empty();
        }
        bad.remove();
        start = null;
        return Optional.of(new Unit(began, unit.problem()));
    }
}
