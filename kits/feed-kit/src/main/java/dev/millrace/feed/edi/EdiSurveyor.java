package dev.millrace.feed.edi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks through a stream for the interchanges, groups and transaction sets that have problems. */
final class EdiSurveyor {

    /** A unit that is not closed yet. */
    private static final class Open {

        private final RecordUnit level;
        private final long start;
        private @Nullable EdiProblem problem;

        Open(RecordUnit level, long start) {
            this.level = level;
            this.start = start;
        }

        void mark(EdiProblem found) {
            if (problem == null) {
                problem = found;
            }
        }
    }

    private final EdiWalk walk;
    private final EdiTerms terms;
    private final boolean judges;
    private final Optional<ReportReplay> replay;
    private final RecordUnit unit;
    private PartnerTerms current;
    private final List<BadUnit> bad = new ArrayList<>();
    private @Nullable Open interchange;
    private @Nullable Open group;
    private @Nullable Open transaction;
    private @Nullable Open outside;
    private long outsideEnd;

    /** @param replay finds again what is told of the interchange in which the reading goes on */
    EdiSurveyor(EdiWalk walk, EdiTerms terms, Optional<ReportReplay> replay) {
        this.walk = walk;
        this.terms = terms;
        this.judges = terms.judgesByEnds();
        this.replay = replay;
        // Where a record holds more than the unit with the problem, it is set aside as a whole.
        this.unit = terms.settings().unit();
        this.current = terms.standard();
    }

    EdiSurvey survey() throws IOException {
        WalkStep step;
        do {
            step = walk.next();
            if (judges) {
                current = terms.at(step, walk, current);
                see(step);
            }
            if (replay.isPresent()) {
                replay.get().see(step);
            }
        } while (step != WalkStep.END && bad.size() <= EdiSurvey.MAX_UNITS);
        boolean overflown = bad.size() > EdiSurvey.MAX_UNITS;
        return new EdiSurvey(overflown ? List.of() : bad, overflown, replay.flatMap(ReportReplay::collected));
    }

    private void see(WalkStep step) {
        long start = walk.scanner().start();
        switch (step) {
            case OPEN_INTERCHANGE -> {
                endOutside();
                interchange = new Open(RecordUnit.INTERCHANGE, start);
                mark();
            }
            case OPEN_GROUP -> {
                group = new Open(RecordUnit.GROUP, start);
                mark();
            }
            case OPEN_TRANSACTION -> {
                if (interchange == null) {
                    outside(start);
                } else {
                    transaction = new Open(RecordUnit.TRANSACTION, start);
                }
                mark();
            }
            case DATA -> mark();
            case LOOSE -> {
                if (interchange == null) {
                    outside(start);
                }
                mark();
            }
            case CLOSE_TRANSACTION -> {
                mark();
                close(step, transaction, group == null ? interchange : group);
                transaction = null;
            }
            case CLOSE_GROUP -> {
                mark();
                close(step, group, interchange);
                group = null;
            }
            case CLOSE_INTERCHANGE -> {
                mark();
                close(step, interchange, null);
                interchange = null;
            }
            case JUNK -> {
                endOutside();
                if (current.strict()) {
                    add(new BadUnit(start, walk.end(), walk.problems().get(0), Optional.empty()));
                }
            }
            case END -> endOutside();
        }
        outsideEnd = walk.end();
    }

    /** Each problem is one of the smallest open unit that is of its level, or larger. */
    private void mark() {
        if (!current.strict()) {
            return;
        }
        for (EdiProblem problem : walk.problems()) {
            Open open = switch (problem.level()) {
                case TRANSACTION -> first(transaction, group, interchange);
                case GROUP -> first(null, group, interchange);
                case INTERCHANGE, OUTSIDE, CONTENT, RECORD, NOTICE -> first(null, null, interchange);
            };
            if (open != null) {
                open.mark(problem);
            }
        }
    }

    private @Nullable Open first(@Nullable Open one, @Nullable Open two, @Nullable Open three) {
        if (one != null) {
            return one;
        }
        if (two != null) {
            return two;
        }
        return three == null ? outside : three;
    }

    private void outside(long start) {
        if (outside == null) {
            outside = new Open(RecordUnit.INTERCHANGE, start);
        }
    }

    private void endOutside() {
        Open run = outside;
        if (run != null && run.problem != null) {
            add(new BadUnit(run.start, outsideEnd, run.problem, Optional.empty()));
        }
        outside = null;
    }

    private void close(WalkStep step, @Nullable Open open, @Nullable Open parent) {
        if (open == null || open.problem == null) {
            return;
        }
        if (parent != null && (parent.problem != null || unit.isLargerThan(open.level))) {
            parent.mark(open.problem);
        } else {
            Optional<WalkStep> implied = walk.implied() ? Optional.of(step) : Optional.empty();
            add(new BadUnit(open.start, walk.end(), open.problem, implied));
        }
    }

    private void add(BadUnit found) {
        while (!bad.isEmpty() && bad.get(bad.size() - 1).start() >= found.start()) {
            bad.remove(bad.size() - 1);
        }
        bad.add(found);
    }
}
