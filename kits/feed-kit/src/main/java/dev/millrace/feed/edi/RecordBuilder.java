package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Grows records from the steps of a walk, and tells what an acknowledgement says of those that can't be one. Not thread-safe. */
final class RecordBuilder {

    private final EdiWalk walk;
    private final EdiSettings settings;
    private final ContentCheck contents = new ContentCheck();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable GrowingRecord record;

    RecordBuilder(EdiWalk walk, EdiSettings settings) {
        this.walk = walk;
        this.settings = settings;
    }

    /** The record that the last step belongs to; null outside of all, and behind its last step. */
    @Nullable
    GrowingRecord open() {
        return record;
    }

    /** What was found with the last step, beside the problems of the walk: of the unit that the step closes or stands in. */
    List<Finding> findings() {
        return findings;
    }

    /**
     * Sees the walk's last step.
     *
     * @param start where it begins
     * @return the record that ends with it
     */
    @Nullable
    GrowingRecord see(WalkStep step, PartnerTerms terms, Position start) {
        findings.clear();
        GrowingRecord growing = record;
        if (growing == null) {
            if (isRecord(step)) {
                return single(terms, start);
            }
            if (!step.isOpening() || step.level().isLargerThan(settings.unit())) {
                return null;
            }
            growing = growing(step.level(), unit(step).envelope(), start);
            record = growing;
            if (step == WalkStep.OPEN_TRANSACTION) {
                contents.begin(walk, terms);
            }
            add(growing, step);
        } else {
            grow(growing, step, terms);
        }
        blame(growing, terms);
        if (step.level() != growing.unit() || step.isOpening()) {
            return null;
        }
        record = null;
        tell(growing);
        return growing;
    }

    /** Whether a segment that stands in no record is one of its own. */
    private boolean isRecord(WalkStep step) {
        boolean segment = !walk.implied() && step != WalkStep.JUNK && step != WalkStep.END;
        return segment && (settings.unit() == RecordUnit.SEGMENT || step == WalkStep.LOOSE);
    }

    private GrowingRecord single(PartnerTerms terms, Position start) {
        GrowingRecord one = growing(RecordUnit.SEGMENT, new Envelope(walk.standard(), Map.of()), start);
        one.add(walk);
        blame(one, terms);
        tell(one);
        return one;
    }

    private void grow(GrowingRecord growing, WalkStep step, PartnerTerms terms) {
        if (step == WalkStep.OPEN_GROUP) {
            growing.open("groups", unit(step).envelope());
        } else if (step == WalkStep.OPEN_TRANSACTION) {
            growing.open("transactions", unit(step).envelope());
            contents.begin(walk, terms);
        }
        add(growing, step);
        if (step == WalkStep.CLOSE_TRANSACTION) {
            findings.addAll(contents.end(growing, walk));
        }
        if (!step.isOpening() && step.level() != RecordUnit.SEGMENT && step.level() != growing.unit()) {
            growing.close();
        }
    }

    private void add(GrowingRecord growing, WalkStep step) {
        if (!walk.implied()) {
            growing.add(walk);
            if (growing.tree() != null && (step.level() == RecordUnit.TRANSACTION || step == WalkStep.DATA)) {
                contents.add(walk.scanner().content());
            }
        }
    }

    private void blame(GrowingRecord growing, PartnerTerms terms) {
        for (EdiProblem problem : walk.problems()) {
            if (terms.setsAside(problem)) {
                growing.blame(problem);
            }
        }
    }

    /** What a record is set aside for is a fault of its unit, even where a smaller one in it has it. */
    private void tell(GrowingRecord finished) {
        Optional<EdiProblem> fault = finished.fault().map(EdiNote::problem);
        boolean large = finished.unit().isLargerThan(RecordUnit.TRANSACTION);
        Optional<EdiProblem> told = large
                ? fault.or(finished::blamed)
                : fault.filter(problem -> problem.level() == EdiProblem.Level.RECORD);
        told.ifPresent(problem -> findings.add(new Finding(problem, Place.NONE)));
    }

    private GrowingRecord growing(RecordUnit unit, Envelope envelope, Position start) {
        return new GrowingRecord(
                unit, start, EdiHeaders.of(walk.standard(), walk), envelope, settings.recordMaxBytes());
    }

    private Unit unit(WalkStep step) {
        return Objects.requireNonNull(
                switch (step.level()) {
                    case INTERCHANGE -> walk.interchange();
                    case GROUP -> walk.group();
                    case TRANSACTION, SEGMENT -> walk.transaction();
                });
    }
}
