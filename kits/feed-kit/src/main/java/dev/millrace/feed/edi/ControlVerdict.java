package dev.millrace.feed.edi;

import java.util.Optional;

/**
 * How a control number stands to those that came before it from the same partner.
 *
 * @param missing how many numbers lie between the last one and this; 0 unless it is a gap
 */
record ControlVerdict(Kind kind, long missing) {

    enum Kind {
        /** The first of the partner: there is nothing to compare with. */
        FIRST,
        /** The one after the last. */
        NEXT,
        /** Numbers before it are missing, so far. */
        GAP,
        /** A missing one that came late. */
        LATE,
        /** It came before. */
        DUPLICATE,
        /** Smaller than all that is remembered: a late one, a duplicate, or the first after the partner began again. */
        BACKWARDS,
        /** Letters have no order; it did not come among the last ones. */
        NEW
    }

    static ControlVerdict of(Kind kind) {
        return new ControlVerdict(kind, 0);
    }

    /** What a person should know of it. */
    Optional<EdiProblem> problem() {
        return switch (kind) {
            case DUPLICATE -> Optional.of(EdiProblem.CONTROL_NUMBER_DUPLICATE);
            case GAP, BACKWARDS -> Optional.of(EdiProblem.CONTROL_NUMBER_GAP);
            case FIRST, NEXT, LATE, NEW -> Optional.empty();
        };
    }

    /** What holds of a number that is no gap any more, since those between came in what was read since. */
    ControlVerdict unless(ControlVerdict now) {
        boolean filled = now.kind == Kind.NEXT || now.kind == Kind.LATE;
        return filled && (kind == Kind.GAP || kind == Kind.BACKWARDS) ? now : this;
    }

    boolean duplicate() {
        return kind == Kind.DUPLICATE;
    }
}
