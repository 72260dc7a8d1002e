package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * CONTRL, the syntax and service report of EDIFACT (ISO 9735, part 4 in syntax 4; message version D.3 for syntax 1 to 3,
 * 4.1 for syntax 4): UCI about the interchange, UCF about its groups, UCM about its messages, UCS and UCD about segments and
 * elements. An error is told only with a rejection; the standard has no acceptance with errors.
 */
final class ControlMessage {

    /** Data element 0083: this level and all lower levels are rejected. */
    private static final String REJECTED = "4";
    /** Data element 0083: this level is acknowledged, and what is below it where it is not named as rejected. */
    private static final String ACKNOWLEDGED = "7";

    private static final String MESSAGE_REFERENCE = "1";
    private static final String UNNAMED = "0";

    private final Envelope interchange;
    private final SegmentWriter segments;
    private final AcknowledgementOptions options;
    private final Predicate<Finding> setsAside;
    private int left;
    private int received;
    private int rejected;
    private boolean errors;

    ControlMessage(
            Envelope interchange, AcknowledgementOptions options, Predicate<Finding> setsAside, Charset charset) {
        this.interchange = interchange;
        this.options = options;
        this.setsAside = setsAside;
        this.left = options.maxFindings();
        this.segments = new SegmentWriter(AnswerSeparators.of(interchange), charset);
    }

    /** The whole answer to an interchange. */
    Answer write(InterchangeReport report, Set<Refusal> refusals) {
        List<Finding> findings = findings(report);
        boolean whole = !refusals.isEmpty() || findings.stream().anyMatch(setsAside);
        header();
        Optional<EdifactError> refused =
                refusals.stream().sorted().map(Refusal::error).findFirst();
        segments.segment("UCI")
                .element(interchange.control())
                .composite(
                        interchange.sender(), interchange.senderQualifier(), interchange.field(Envelope.SENDER_ROUTING))
                .composite(
                        interchange.receiver(),
                        interchange.receiverQualifier(),
                        interchange.field(Envelope.RECEIVER_ROUTING))
                .elements(verdict(whole, refused.or(() -> error(findings))))
                .end();
        for (GroupReport group : report.groups()) {
            group(group, whole);
        }
        trailer();
        AcknowledgementStatus status = whole
                ? AcknowledgementStatus.REJECTED
                : AcknowledgementStatus.of(received, rejected, errors || !findings.isEmpty());
        return new Answer(AcknowledgementType.CONTRL, status, segments.content());
    }

    /** Those of the interchange, and those between its messages where it has no groups: nothing else can be rejected then. */
    private static List<Finding> findings(InterchangeReport report) {
        return Stream.concat(
                        report.findings().stream(),
                        report.groups().stream()
                                .filter(group -> group.group().fields().isEmpty())
                                .flatMap(group -> group.findings().stream()))
                .filter(AcknowledgementWriter::ofTheUnit)
                .toList();
    }

    private void group(GroupReport report, boolean interchangeRejected) {
        Envelope group = report.group();
        boolean whole = report.findings().stream().anyMatch(setsAside);
        received += report.receivedTransactions();
        errors |= !report.findings().isEmpty();
        if (interchangeRejected) {
            return;
        }
        boolean complete = report.transactions().size() == report.receivedTransactions();
        boolean all = options.detail() == AcknowledgementDetail.ALL && complete && !whole;
        List<TransactionReport> told = report.transactions().stream()
                .filter(message -> told(message, all))
                .toList();
        if (!group.fields().isEmpty() && (whole || all || !told.isEmpty())) {
            segments.segment("UCF")
                    .element(group.control())
                    .composite(group.sender(), group.senderQualifier())
                    .composite(group.receiver(), group.receiverQualifier())
                    .elements(verdict(whole, error(report.findings())))
                    .end();
        }
        if (whole) {
            rejected += report.receivedTransactions();
            return;
        }
        for (TransactionReport message : told) {
            boolean rejects = message.findings().stream().anyMatch(setsAside);
            rejected += rejects ? 1 : 0;
            message(message, rejects);
        }
    }

    /** Acknowledgements are not acknowledged, and accepted messages only where all are named. */
    private boolean told(TransactionReport message, boolean all) {
        errors |= !message.findings().isEmpty();
        boolean rejects = message.findings().stream().anyMatch(setsAside);
        return !message.transaction().type().equals("CONTRL")
                && (rejects || (all && !message.transaction().control().isEmpty()));
    }

    private void message(TransactionReport report, boolean rejects) {
        Envelope message = report.transaction();
        boolean unnamed = message.control().isEmpty();
        EdifactVersion version = EdifactVersion.of(message.version());
        Optional<EdifactError> error =
                unnamed ? Optional.of(new EdifactError("13", "UNH", 2)) : error(report.findings());
        segments.segment("UCM")
                .element(unnamed ? UNNAMED : message.control())
                .composite(
                        message.type(),
                        version.version(),
                        version.release(),
                        message.field(Envelope.AGENCY),
                        message.field(Envelope.ASSOCIATION))
                .elements(verdict(rejects, error))
                .end();
        if (rejects) {
            details(report.findings());
        }
    }

    private void details(List<Finding> findings) {
        int open = 0;
        for (Finding finding : findings) {
            Place place = finding.place();
            Optional<EdifactError> error = EdifactError.of(finding.problem())
                    .filter(fault -> fault.segmentTag().isEmpty());
            if (place.segment() == 0 || error.isEmpty()) {
                continue;
            }
            if (left == 0) {
                return;
            }
            left--;
            String code = error.get().code();
            if (place.element() == 0) {
                segments.segment("UCS").element(place.segment()).element(code).end();
                open = 0;
                continue;
            }
            if (place.segment() != open) {
                segments.segment("UCS").element(place.segment()).end();
                open = place.segment();
            }
            segments.segment("UCD").element(code).composite(position(place)).end();
        }
    }

    /** S011: the segment's tag has the position 1. Repetitions are told in syntax 4 only. */
    private String[] position(Place place) {
        return new String[] {
            String.valueOf(place.element() + 1),
            place.component() > 0 ? String.valueOf(place.component()) : "",
            place.repetition() > 0 && syntaxFour() ? String.valueOf(place.repetition()) : ""
        };
    }

    /** 0083, 0085, 0135 and S011. */
    private static List<String> verdict(boolean rejects, Optional<EdifactError> error) {
        if (!rejects) {
            return List.of(ACKNOWLEDGED);
        }
        return error.map(fault -> List.of(
                        REJECTED,
                        fault.code(),
                        fault.segmentTag(),
                        fault.element() > 0 ? String.valueOf(fault.element()) : ""))
                .orElse(List.of(REJECTED));
    }

    /** The first that is about the unit itself and not about a segment of it. */
    private Optional<EdifactError> error(List<Finding> findings) {
        return findings.stream()
                .filter(setsAside)
                .filter(finding ->
                        finding.place().segment() == 0 || finding.problem().level() != EdiProblem.Level.CONTENT)
                .flatMap(finding -> EdifactError.of(finding.problem()).stream())
                .findFirst();
    }

    private boolean syntaxFour() {
        return interchange.field(Envelope.SYNTAX_VERSION).startsWith("4");
    }

    /** Everything comes from the received UNB, so that the same bytes get the same answer; 0020 is unique with it. */
    private void header() {
        segments.separators().serviceStringAdvice().ifPresent(segments::verbatim);
        String syntax = interchange.field(Envelope.SYNTAX);
        String syntaxVersion = interchange.field(Envelope.SYNTAX_VERSION);
        segments.segment("UNB")
                .composite(syntax.isEmpty() ? "UNOA" : syntax, syntaxVersion.isEmpty() ? "3" : syntaxVersion)
                .composite(
                        interchange.receiver(),
                        interchange.receiverQualifier(),
                        interchange.field(Envelope.RECEIVER_ROUTING))
                .composite(
                        interchange.sender(), interchange.senderQualifier(), interchange.field(Envelope.SENDER_ROUTING))
                .composite(date(), time())
                .element(interchange.control())
                .elements(List.of("", "", "", "", "", interchange.test() ? "1" : ""))
                .end();
        segments.countFromHere()
                .segment("UNH")
                .element(MESSAGE_REFERENCE)
                .composite("CONTRL", syntaxFour() ? "4" : "D", syntaxFour() ? "1" : "3", "UN")
                .end();
    }

    private void trailer() {
        segments.segment("UNT")
                .element(segments.segments())
                .element(MESSAGE_REFERENCE)
                .end();
        segments.segment("UNZ").element(1).element(interchange.control()).end();
    }

    private String date() {
        return interchange.date().matches("\\d{6}|\\d{8}") ? interchange.date() : "700101";
    }

    private String time() {
        return interchange.time().matches("\\d{4}") ? interchange.time() : "0000";
    }
}
