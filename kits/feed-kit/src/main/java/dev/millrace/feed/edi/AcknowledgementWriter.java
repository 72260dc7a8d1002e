package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/**
 * Makes the answers to an interchange out of what was found in it. An answer depends on its arguments only, so that one that
 * is made again after a crash has the same name and the same bytes. Stateless and thread-safe.
 */
final class AcknowledgementWriter {

    static final String TYPE = "edi.ack.type";
    static final String STATUS = "edi.ack.status";
    /** Whom the answer goes to: the sender of what is answered. */
    static final String RECEIVER = "edi.receiver";

    static final String RECEIVER_QUALIFIER = "edi.receiver.qualifier";
    /** In whose name the answer is given: the receiver of what is answered. */
    static final String SENDER = "edi.sender";

    static final String SENDER_QUALIFIER = "edi.sender.qualifier";
    /** The control number of what is answered. */
    static final String CONTROL = "edi.interchange.control";

    private final AcknowledgementOptions options;
    private final AcknowledgementChoice choice;
    private final Predicate<Finding> setsAside;
    private final Charset charset;

    /**
     * Answers one partner.
     *
     * @param setsAside whether what a finding is about was set aside, and not only noted
     * @param charset of the interchange, and so of its answer
     */
    AcknowledgementWriter(AcknowledgementOptions options, Predicate<Finding> setsAside, Charset charset) {
        this.options = options;
        this.choice = new AcknowledgementChoice(options);
        this.setsAside = finding -> ofTheUnit(finding) && setsAside.test(finding);
        this.charset = charset;
    }

    /** What stands between interchanges, and what is only noticed, is no fault that an answer could reject for. */
    static boolean ofTheUnit(Finding finding) {
        return switch (finding.problem().level()) {
            case OUTSIDE, NOTICE -> false;
            case INTERCHANGE, GROUP, TRANSACTION, CONTENT, RECORD -> true;
        };
    }

    /**
     * The answers to one interchange, each made when the stream gets to it: only one is in memory. There is none without a
     * sender, a receiver and a control number, because nobody could tell what it answers.
     *
     * @param refusals what the partner file says against the interchange
     * @param start where the interchange begins; a part of names
     * @param at where the answers stand among the reads: behind the interchange
     */
    Stream<Read.Reply> replies(InterchangeReport report, Set<Refusal> refusals, Position start, Position at) {
        Envelope interchange = report.interchange();
        if (interchange.sender().isEmpty()
                || interchange.receiver().isEmpty()
                || interchange.control().isEmpty()) {
            return Stream.empty();
        }
        return switch (interchange.standard()) {
            case X12 -> x12(report, refusals, start, at);
            case EDIFACT -> edifact(report, refusals, start, at);
            case TRADACOMS -> Stream.empty();
        };
    }

    private Stream<Read.Reply> x12(InterchangeReport report, Set<Refusal> refusals, Position start, Position at) {
        boolean whole = !refusals.isEmpty() || report.findings().stream().anyMatch(setsAside);
        boolean technical = choice.technical(report, whole);
        Stream<Read.Reply> first = technical
                ? Stream.of(reply(technical(report, refusals, whole), report, "", start, at))
                : Stream.empty();
        if (technical && whole) {
            return first;
        }
        return Stream.concat(
                first,
                IntStream.range(0, report.groups().size())
                        .boxed()
                        .flatMap(index -> functional(report, index, whole).stream()
                                .map(answer -> reply(answer, report, groupName(report, index), start, at))));
    }

    private Stream<Read.Reply> edifact(InterchangeReport report, Set<Refusal> refusals, Position start, Position at) {
        if (!choice.mayBeControl(report)) {
            return Stream.empty();
        }
        Answer answer = new ControlMessage(report.interchange(), options, setsAside, charset).write(report, refusals);
        return choice.controlIsDue(report.interchange(), answer.status())
                ? Stream.of(reply(answer, report, "", start, at))
                : Stream.empty();
    }

    private Answer technical(InterchangeReport report, Set<Refusal> refusals, boolean whole) {
        InterchangeNote note = refusals.stream()
                .sorted()
                .map(Refusal::note)
                .findFirst()
                .or(() -> report.findings().stream()
                        .sorted((one, other) -> Boolean.compare(setsAside.test(other), setsAside.test(one)))
                        .map(finding -> X12Error.of(finding.problem()))
                        .filter(InterchangeNote.class::isInstance)
                        .map(InterchangeNote.class::cast)
                        .findFirst())
                .orElseGet(() -> AcknowledgementChoice.unnamed(report));
        AcknowledgementStatus status = whole
                ? AcknowledgementStatus.REJECTED
                : note == InterchangeNote.NONE
                        ? AcknowledgementStatus.ACCEPTED
                        : AcknowledgementStatus.ACCEPTED_WITH_ERRORS;
        InterchangeNote told = whole && note == InterchangeNote.NONE ? InterchangeNote.CONTENT : note;
        return new Answer(
                AcknowledgementType.TA1,
                status,
                TechnicalAcknowledgement.write(report.interchange(), status, told, charset));
    }

    private Optional<Answer> functional(InterchangeReport report, int index, boolean interchangeRejected) {
        GroupReport group = report.groups().get(index);
        Optional<AcknowledgementType> type = choice.functional(group);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = interchangeRejected || group.findings().stream().anyMatch(setsAside);
        boolean complete = group.transactions().size() == group.receivedTransactions();
        boolean all = options.detail() == AcknowledgementDetail.ALL && complete && !whole;
        FunctionalAcknowledgement answer = new FunctionalAcknowledgement(
                new X12Interchange(report.interchange(), index + 1, charset),
                group.group(),
                type.get(),
                options,
                setsAside);
        for (TransactionReport transaction : group.transactions()) {
            if (all || !transaction.findings().isEmpty()) {
                answer.add(transaction);
            }
        }
        return Optional.of(answer.end(group, whole));
    }

    /** GS06, and the group's place where two of an interchange have the same. */
    private static String groupName(InterchangeReport report, int index) {
        String control = report.groups().get(index).group().control();
        boolean repeated = report.groups().subList(0, index).stream()
                .anyMatch(group -> group.group().control().equals(control));
        return repeated ? control + "-" + (index + 1) : control;
    }

    private Read.Reply reply(Answer answer, InterchangeReport report, String group, Position start, Position at) {
        Envelope interchange = report.interchange();
        Headers headers = new ConnectHeaders();
        headers.addString(TYPE, answer.type().label());
        headers.addString(STATUS, answer.status().label());
        headers.addString(SENDER, interchange.receiver());
        headers.addString(SENDER_QUALIFIER, interchange.receiverQualifier());
        headers.addString(RECEIVER, interchange.sender());
        headers.addString(RECEIVER_QUALIFIER, interchange.senderQualifier());
        headers.addString(CONTROL, interchange.control());
        String name = ReplyName.of(answer.type(), interchange, group, start.offset());
        return new Read.Reply(name, answer.content(), headers, at, at);
    }
}
