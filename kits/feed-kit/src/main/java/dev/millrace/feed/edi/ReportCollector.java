package dev.millrace.feed.edi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers from the steps of a walk what an acknowledgement says of each interchange. It holds an entry for each group; of
 * an interchange's transaction sets without findings no more than asked for, and of those with findings
 * {@link #MAX_REPORTS}; all are counted. Not thread-safe.
 */
final class ReportCollector {

    /** How many transaction sets with findings an interchange's report names. */
    static final int MAX_REPORTS = 10_000;

    private final int keptAccepted;
    private final List<GroupReport> groups = new ArrayList<>();
    private final List<TransactionReport> transactions = new ArrayList<>();
    private final List<Finding> ofInterchange = new ArrayList<>();
    private final List<Finding> ofGroup = new ArrayList<>();
    private final List<Finding> ofTransaction = new ArrayList<>();
    private @Nullable Envelope interchange;
    private @Nullable Envelope group;
    private @Nullable Envelope transaction;
    private int segments;
    private int received;
    private int accepted;
    private int reported;
    private int named;

    /** @param keptAccepted how many transaction sets without findings a report names */
    ReportCollector(int keptAccepted) {
        this.keptAccepted = keptAccepted;
    }

    /** Goes on from what another one has. */
    ReportCollector(ReportCollector other) {
        this.keptAccepted = other.keptAccepted;
        groups.addAll(other.groups);
        transactions.addAll(other.transactions);
        ofInterchange.addAll(other.ofInterchange);
        ofGroup.addAll(other.ofGroup);
        ofTransaction.addAll(other.ofTransaction);
        interchange = other.interchange;
        group = other.group;
        transaction = other.transaction;
        segments = other.segments;
        received = other.received;
        accepted = other.accepted;
        reported = other.reported;
        named = other.named;
    }

    /**
     * Sees the walk's last step.
     *
     * @param found what was found beside the problems of the walk: of the unit that the step closes, or else of the smallest
     *     one that it stands in
     * @return the report, with the step that closes an interchange
     */
    Optional<InterchangeReport> see(WalkStep step, EdiWalk walk, List<Finding> found) {
        switch (step) {
            case OPEN_INTERCHANGE -> {
                clear();
                interchange = Unit.envelope(walk.interchange(), absent(walk));
            }
            case OPEN_GROUP -> {
                endGroup(walk, -1);
                group = Unit.envelope(walk.group(), absent(walk));
            }
            case OPEN_TRANSACTION -> {
                transaction = Unit.envelope(walk.transaction(), absent(walk));
                segments = 0;
            }
            case DATA, CLOSE_TRANSACTION, CLOSE_GROUP, CLOSE_INTERCHANGE, LOOSE, JUNK, END -> {}
        }
        segments += walk.implied() ? 0 : 1;
        note(step, walk, found);
        return switch (step) {
            case CLOSE_TRANSACTION -> {
                endTransaction();
                yield Optional.empty();
            }
            case CLOSE_GROUP -> {
                endGroup(walk, stated(walk));
                yield Optional.empty();
            }
            case CLOSE_INTERCHANGE -> endInterchange(walk);
            case OPEN_INTERCHANGE, OPEN_GROUP, OPEN_TRANSACTION, DATA, LOOSE, JUNK, END -> Optional.empty();
        };
    }

    private void note(WalkStep step, EdiWalk walk, List<Finding> found) {
        Place place = transaction == null
                ? Place.NONE
                : Place.ofSegment(segments, walk.scanner().content().tag());
        for (EdiProblem problem : walk.problems()) {
            List<Finding> findings = switch (problem.level()) {
                case TRANSACTION -> smallest();
                case GROUP -> group == null ? ofInterchange : ofGroup;
                case INTERCHANGE, OUTSIDE, CONTENT, RECORD, NOTICE -> ofInterchange;
            };
            add(findings, new Finding(problem, findings == ofTransaction ? place : Place.NONE));
        }
        List<Finding> closed = switch (step) {
            case CLOSE_INTERCHANGE -> ofInterchange;
            case CLOSE_GROUP -> ofGroup;
            case OPEN_INTERCHANGE, OPEN_GROUP, OPEN_TRANSACTION, DATA, CLOSE_TRANSACTION, LOOSE, JUNK, END ->
                smallest();
        };
        found.forEach(finding -> add(closed, finding));
    }

    private List<Finding> smallest() {
        if (transaction != null) {
            return ofTransaction;
        }
        return group == null ? ofInterchange : ofGroup;
    }

    private static void add(List<Finding> findings, Finding finding) {
        if (findings.size() < TransactionReport.MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    private void endTransaction() {
        Envelope ended = transaction;
        transaction = null;
        if (ended == null) {
            return;
        }
        received++;
        accepted += ofTransaction.isEmpty() ? 1 : 0;
        boolean kept = ofTransaction.isEmpty() ? named++ < keptAccepted : reported++ < MAX_REPORTS;
        if (kept) {
            transactions.add(new TransactionReport(ended, ofTransaction, segments));
        }
        ofTransaction.clear();
    }

    private void endGroup(EdiWalk walk, int stated) {
        if (group != null || received > 0) {
            Envelope ended = group == null ? absent(walk) : group;
            groups.add(new GroupReport(ended, transactions, ofGroup, stated, received, accepted));
        }
        group = null;
        transactions.clear();
        ofGroup.clear();
        received = 0;
        accepted = 0;
    }

    private Optional<InterchangeReport> endInterchange(EdiWalk walk) {
        endGroup(walk, -1);
        Envelope ended = interchange;
        Optional<InterchangeReport> report =
                ended == null ? Optional.empty() : Optional.of(new InterchangeReport(ended, groups, ofInterchange));
        clear();
        return report;
    }

    /** What the group's trailer says; -1 without one. */
    private static int stated(EdiWalk walk) {
        if (walk.implied()) {
            return -1;
        }
        long stated = EnvelopeRules.number(
                walk.parser().parseLeniently(walk.scanner().content()).part(1));
        return stated > Integer.MAX_VALUE ? -1 : (int) stated;
    }

    private static Envelope absent(EdiWalk walk) {
        return new Envelope(walk.standard(), Map.of());
    }

    private void clear() {
        groups.clear();
        transactions.clear();
        ofInterchange.clear();
        ofGroup.clear();
        ofTransaction.clear();
        interchange = null;
        group = null;
        transaction = null;
        received = 0;
        accepted = 0;
        reported = 0;
        named = 0;
    }
}
