package dev.millrace.feed.edi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The answer to one functional group: 997 (ASC X12.20) or 999 (ASC X12N 005010X231A1). Transaction sets are written as they
 * are added and forgotten then, so that memory holds the answer's bytes and nothing else.
 */
final class FunctionalAcknowledgement {

    private static final String UNNAMED_TYPE = "000";
    private static final String UNNAMED_CONTROL = "0000";
    private static final int MOST_CODES = 5;

    private final X12Interchange interchange;
    private final SegmentWriter segments;
    private final Predicate<Finding> setsAside;
    private final TransactionNotes notes;
    private final AcknowledgementType type;
    private final boolean modern;
    private int rejected;
    private boolean errors;

    /**
     * Begins an answer.
     *
     * @param group answered; it must have a function (GS01) and a control number (GS06)
     * @param setsAside whether what a finding is about was set aside, and not only noted
     */
    FunctionalAcknowledgement(
            X12Interchange interchange,
            Envelope group,
            AcknowledgementType type,
            AcknowledgementOptions options,
            Predicate<Finding> setsAside) {
        this.interchange = interchange;
        this.segments = interchange.segments();
        this.setsAside = setsAside;
        this.type = type;
        this.modern = X12Release.modern(group.version());
        this.notes = new TransactionNotes(segments, type, modern, options.maxFindings());
        String version = X12Release.ofAnswer(type, group.version());
        interchange.group(group, version);
        segments.countFromHere()
                .segment("ST")
                .element(type.label())
                .element("0001")
                .element(type == AcknowledgementType.IMPLEMENTATION ? version : "")
                .end();
        segments.segment("AK1")
                .element(group.function())
                .element(group.control())
                .element(modern || type == AcknowledgementType.IMPLEMENTATION ? group.version() : "")
                .end();
    }

    /** Whether an answer can name the group. */
    static boolean possible(Envelope group) {
        return !group.function().isEmpty() && group.control().matches("\\d{1,9}");
    }

    /** Tells about one transaction set. */
    void add(TransactionReport report) {
        Envelope transaction = report.transaction();
        AcknowledgementStatus status = status(report.findings());
        if (status == AcknowledgementStatus.REJECTED) {
            rejected++;
        }
        errors |= status != AcknowledgementStatus.ACCEPTED;
        boolean unnamed = transaction.type().isEmpty() || transaction.control().isEmpty();
        if (unnamed && status == AcknowledgementStatus.ACCEPTED) {
            return;
        }
        segments.segment("AK2")
                .element(transaction.type().isEmpty() ? UNNAMED_TYPE : transaction.type())
                .element(transaction.control().isEmpty() ? UNNAMED_CONTROL : transaction.control())
                .element(modern ? X12Release.guide(transaction.version()) : "")
                .end();
        notes.write(report);
        segments.segment(type == AcknowledgementType.IMPLEMENTATION ? "IK5" : "AK5")
                .element(status.code())
                .elements(codes(report))
                .end();
    }

    /**
     * Closes the answer.
     *
     * @param rejectedAsWhole whether the group, or the interchange around it, was set aside
     */
    Answer end(GroupReport report, boolean rejectedAsWhole) {
        int received = report.receivedTransactions();
        int accepted = rejectedAsWhole ? 0 : Math.max(0, received - rejected);
        AcknowledgementStatus status = rejectedAsWhole
                ? AcknowledgementStatus.REJECTED
                : AcknowledgementStatus.of(
                        received, rejected, errors || !report.findings().isEmpty());
        segments.segment("AK9")
                .element(status.code())
                .element(report.statedTransactions() < 0 ? received : report.statedTransactions())
                .element(received)
                .element(accepted)
                .elements(groupCodes(report.findings()))
                .end();
        segments.segment("SE").element(segments.segments()).element("0001").end();
        interchange.endGroup();
        return new Answer(type, status, interchange.end());
    }

    private AcknowledgementStatus status(List<Finding> findings) {
        if (findings.isEmpty()) {
            return AcknowledgementStatus.ACCEPTED;
        }
        return findings.stream().anyMatch(setsAside)
                ? AcknowledgementStatus.REJECTED
                : AcknowledgementStatus.ACCEPTED_WITH_ERRORS;
    }

    private List<String> codes(TransactionReport report) {
        Set<String> codes = new LinkedHashSet<>();
        if (report.transaction().type().isEmpty()) {
            codes.add(TransactionError.IDENTIFIER.code());
        }
        if (report.transaction().control().isEmpty()) {
            codes.add(TransactionError.CONTROL_NUMBER.code());
        }
        report.findings().forEach(finding -> code(finding.problem()).ifPresent(codes::add));
        return codes.stream().limit(MOST_CODES).toList();
    }

    private Optional<String> code(EdiProblem problem) {
        X12Error error = X12Error.of(problem);
        if (error instanceof TransactionError fault) {
            return Optional.of(fault.code());
        }
        if (error instanceof SegmentError || error instanceof ElementError) {
            boolean ofImplementation = (error instanceof SegmentError segment && segment.ofImplementation())
                    || (error instanceof ElementError element && element.ofImplementation());
            return Optional.of(
                    ofImplementation && type == AcknowledgementType.IMPLEMENTATION
                            ? TransactionError.IMPLEMENTATION_SEGMENTS_IN_ERROR.code()
                            : TransactionError.SEGMENTS_IN_ERROR.code());
        }
        return Optional.empty();
    }

    private static List<String> groupCodes(List<Finding> findings) {
        return findings.stream()
                .map(finding -> X12Error.of(finding.problem()))
                .filter(GroupError.class::isInstance)
                .map(error -> ((GroupError) error).code())
                .distinct()
                .limit(MOST_CODES)
                .toList();
    }
}
