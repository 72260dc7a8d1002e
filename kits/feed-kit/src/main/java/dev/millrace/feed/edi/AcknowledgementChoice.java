package dev.millrace.feed.edi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses which acknowledgements an interchange gets. Acknowledgements themselves never get one (X12.20; ISO 9735-4). */
final class AcknowledgementChoice {

    private static final Set<String> ANSWERS = Set.of("997", "999", "CONTRL");

    private final AcknowledgementOptions options;

    AcknowledgementChoice(AcknowledgementOptions options) {
        this.options = options;
    }

    /**
     * Whether an interchange of X12 gets a TA1.
     *
     * @param rejected whether it is set aside as a whole
     */
    boolean technical(InterchangeReport report, boolean rejected) {
        boolean asks = report.interchange().asksForAcknowledgement();
        List<GroupReport> groups = report.groups();
        // Without groups it brings TA1 segments, unless something is wrong with it and it asks what.
        if (groups.isEmpty() ? report.findings().isEmpty() || !asks : bringsAnswers(groups)) {
            return false;
        }
        boolean due = rejected || asks || unnamed(report) != InterchangeNote.NONE;
        return options.always(AcknowledgementType.TA1) || (options.automatic() && due);
    }

    /** Which acknowledgement a group of X12 gets, where it has what an answer must name. */
    Optional<AcknowledgementType> functional(GroupReport report) {
        Envelope group = report.group();
        if (answers(report) || !FunctionalAcknowledgement.possible(group)) {
            return Optional.empty();
        }
        if (options.always(AcknowledgementType.FUNCTIONAL)) {
            return Optional.of(AcknowledgementType.FUNCTIONAL);
        }
        if (options.always(AcknowledgementType.IMPLEMENTATION)) {
            return Optional.of(AcknowledgementType.IMPLEMENTATION);
        }
        if (!options.automatic()) {
            return Optional.empty();
        }
        return Optional.of(
                X12Release.answeredByImplementation(group.version())
                        ? AcknowledgementType.IMPLEMENTATION
                        : AcknowledgementType.FUNCTIONAL);
    }

    /** Whether an interchange of EDIFACT may get a CONTRL at all. */
    boolean mayBeControl(InterchangeReport report) {
        return (options.always(AcknowledgementType.CONTRL) || options.automatic()) && !bringsAnswers(report.groups());
    }

    /** Whether the CONTRL that was made is wanted. */
    boolean controlIsDue(Envelope interchange, AcknowledgementStatus status) {
        return options.always(AcknowledgementType.CONTRL)
                || interchange.asksForAcknowledgement()
                || status == AcknowledgementStatus.REJECTED
                || status == AcknowledgementStatus.PARTIALLY_ACCEPTED;
    }

    /** What is wrong with an envelope that no finding names: numbers by which nothing can be answered. */
    static InterchangeNote unnamed(InterchangeReport report) {
        if (!report.interchange().control().matches("\\d{1,9}")) {
            return InterchangeNote.CONTROL_NUMBER;
        }
        return report.groups().stream().allMatch(group -> FunctionalAcknowledgement.possible(group.group()))
                ? InterchangeNote.NONE
                : InterchangeNote.CONTENT;
    }

    private static boolean bringsAnswers(List<GroupReport> groups) {
        return !groups.isEmpty() && groups.stream().allMatch(AcknowledgementChoice::answers);
    }

    private static boolean answers(GroupReport group) {
        List<TransactionReport> transactions = group.transactions();
        return group.group().function().equals("FA")
                || (!transactions.isEmpty()
                        && transactions.stream()
                                .allMatch(report ->
                                        ANSWERS.contains(report.transaction().type())));
    }
}
