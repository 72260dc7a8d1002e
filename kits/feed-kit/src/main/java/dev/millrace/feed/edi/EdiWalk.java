package dev.millrace.feed.edi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a stream segment by segment, knows which interchange, group and transaction set each stands in, and judges
 * the envelopes. Not thread-safe.
 */
final class EdiWalk implements Closeable {

    private final SegmentScanner scanner;
    private final HeaderReader headers;
    private final EdiTotals totals = new EdiTotals();
    private final List<EdiProblem> problems = new ArrayList<>();

    private EdiStandard standard;
    private @Nullable Separators separators;
    private SegmentParser parser;
    private SegmentScanner.@Nullable Found found;
    private Role role = Role.DATA;
    private @Nullable Unit interchange;
    private @Nullable Unit group;
    private @Nullable Unit transaction;
    private boolean implied;
    private boolean repeated;
    private boolean loose;
    private boolean begun;
    private boolean interchanges;
    private boolean closed;
    private long end;
    private long endLine;

    /**
     * Begins before the first segment.
     *
     * @param configured the charset of the texts; null where the interchange tells it
     * @param ofPartner the charset that is known of an interchange's sender
     */
    EdiWalk(
            SegmentScanner scanner,
            Alphabet alphabet,
            @Nullable Charset configured,
            Function<Envelope, Optional<Charset>> ofPartner) {
        this.headers = new HeaderReader(alphabet, configured, ofPartner);
        this.scanner = scanner;
        this.standard = scanner.standard();
        this.parser = new SegmentParser(Separators.ofEdifact(alphabet), StandardCharsets.ISO_8859_1);
        this.end = scanner.end();
        this.endLine = scanner.endLine();
    }

    /** Goes on where another walk stood. */
    void resume(EdiState state) {
        begun = state.begun();
        interchanges = state.interchanges();
        loose = state.loose();
        if (state.separators() == null) {
            return;
        }
        standard = state.standard();
        separators = state.separators();
        scanner.resume(standard, state.separators());
        parser = headers.parser(state.separators(), "");
        interchange = state.interchange() == null ? null : opened(state.interchange(), Role.INTERCHANGE_HEADER);
        group = state.group() == null ? null : opened(state.group(), Role.GROUP_HEADER);
        transaction = state.transaction() == null ? null : opened(state.transaction(), Role.TRANSACTION_HEADER);
    }

    private Unit opened(EdiState.Opened stored, Role header) {
        byte[] bytes = stored.text().getBytes(StandardCharsets.ISO_8859_1);
        Unit unit = unit(scanner.contentOf(bytes), header);
        return unit.counted(stored.segments(), stored.groups(), stored.transactions());
    }

    /** What a later walk needs at {@link #end()}. */
    EdiState state() {
        return new EdiState(
                standard,
                separators,
                begun,
                interchanges,
                loose,
                EdiState.Opened.of(interchange),
                EdiState.Opened.of(group),
                EdiState.Opened.of(transaction));
    }

    EdiStandard standard() {
        return standard;
    }

    EdiTotals totals() {
        return totals;
    }

    SegmentScanner scanner() {
        return scanner;
    }

    /** Found with the last step, in the order of the rules; a strict reader takes the first. */
    List<EdiProblem> problems() {
        return problems;
    }

    boolean implied() {
        return implied;
    }

    /** Whether the segment before had the same problem: a run of segments outside is reported once. */
    boolean repeated() {
        return repeated;
    }

    /** Where the bytes end that the steps so far took; the beginning of a record that begins with the last step. */
    long end() {
        return end;
    }

    long endLine() {
        return endLine;
    }

    /** The units that the last segment stands in; a closing step's own unit is gone already. */
    @Nullable
    Unit interchange() {
        return interchange;
    }

    @Nullable
    Unit group() {
        return group;
    }

    @Nullable
    Unit transaction() {
        return transaction;
    }

    /**
     * The last step's segment in parts.
     *
     * @throws CharacterCodingException when bytes are no character of the charset
     */
    Segment segment() throws CharacterCodingException {
        return parser.parse(scanner.content());
    }

    SegmentParser parser() {
        return parser;
    }

    WalkStep next() throws IOException {
        problems.clear();
        implied = false;
        repeated = false;
        if (found == null) {
            found = scanner.next(interchange != null || transaction != null);
            role = role(scanner, found);
        }
        WalkStep closing = impliedClose();
        if (closing != null) {
            implied = true;
            return closing;
        }
        SegmentScanner.Found now = found;
        found = null;
        end = scanner.end();
        endLine = scanner.endLine();
        return switch (now) {
            case END -> ended();
            case JUNK -> junk(interchanges ? EdiProblem.JUNK_BETWEEN_INTERCHANGES : EdiProblem.JUNK_BEFORE_ISA);
            case TRUNCATED_HEADER ->
                junk(scanner.standard() == EdiStandard.X12 ? EdiProblem.ISA_TRUNCATED : EdiProblem.UNA_TRUNCATED);
            case HEADER, SEGMENT -> segmentStep(now == SegmentScanner.Found.HEADER);
        };
    }

    private static Role role(SegmentScanner scanner, SegmentScanner.Found what) {
        return switch (what) {
            case SEGMENT -> {
                Role told = Role.of(scanner.standard(), scanner.content().tag());
                yield told == Role.INTERCHANGE_HEADER ? Role.DATA : told;
            }
            case HEADER, JUNK, TRUNCATED_HEADER, END -> Role.INTERCHANGE_HEADER;
        };
    }

    /** What the next segment closes because its own trailer did not come. */
    private @Nullable WalkStep impliedClose() {
        boolean endsGroup =
                role == Role.INTERCHANGE_HEADER || role == Role.INTERCHANGE_TRAILER || role == Role.GROUP_HEADER;
        EnvelopeRules rules = new EnvelopeRules(standard, problems);
        if (transaction != null && (endsGroup || role == Role.GROUP_TRAILER || role == Role.TRANSACTION_HEADER)) {
            transaction = null;
            rules.transactionWithoutTrailer();
            return WalkStep.CLOSE_TRANSACTION;
        }
        if (group != null && endsGroup) {
            group = null;
            rules.groupWithoutTrailer();
            return WalkStep.CLOSE_GROUP;
        }
        if (interchange != null && role == Role.INTERCHANGE_HEADER) {
            interchange = null;
            closed = true;
            rules.interchangeWithoutTrailer();
            return WalkStep.CLOSE_INTERCHANGE;
        }
        return null;
    }

    private WalkStep ended() {
        if (!begun) {
            problems.add(EdiProblem.EMPTY);
            begun = true;
        }
        return WalkStep.END;
    }

    private WalkStep junk(EdiProblem problem) {
        begun = true;
        loose = false;
        problems.add(problem);
        return WalkStep.JUNK;
    }

    private WalkStep segmentStep(boolean header) {
        begun = true;
        totals.addSegment();
        // What an interchange said of its charset ends with it, but its last segment is still parsed after that step.
        if (closed || standard != scanner.standard() || !Objects.equals(separators, scanner.separators())) {
            standard = scanner.standard();
            separators = Objects.requireNonNull(scanner.separators());
            parser = headers.parser(separators, "");
            closed = false;
        }
        if (transaction != null) {
            transaction.addSegment();
        }
        WalkStep step = switch (header ? Role.INTERCHANGE_HEADER : role) {
            case INTERCHANGE_HEADER -> openInterchange();
            case GROUP_HEADER -> interchange == null ? loose() : openGroup();
            case TRANSACTION_HEADER -> openTransaction();
            case TRANSACTION_TRAILER -> transaction == null ? loose() : closeTransaction(transaction);
            case GROUP_TRAILER -> group == null ? loose() : closeGroup(group);
            case INTERCHANGE_TRAILER -> interchange == null ? loose() : closeInterchange(interchange);
            case SERVICE -> service();
            case DATA -> transaction == null ? loose() : WalkStep.DATA;
        };
        loose &= step == WalkStep.LOOSE;
        ByteRules.judge(scanner, header, problems);
        return step;
    }

    private WalkStep openInterchange() {
        interchanges = true;
        totals.addInterchange();
        interchange = unit(scanner.content(), Role.INTERCHANGE_HEADER);
        return WalkStep.OPEN_INTERCHANGE;
    }

    private WalkStep openGroup() {
        totals.addGroup();
        Objects.requireNonNull(interchange).addGroup();
        group = unit(scanner.content(), Role.GROUP_HEADER);
        return WalkStep.OPEN_GROUP;
    }

    private WalkStep openTransaction() {
        totals.addTransaction();
        if (interchange == null) {
            problems.add(EdiProblem.MESSAGE_OUTSIDE_INTERCHANGE);
            if (!interchanges && standard == EdiStandard.EDIFACT) {
                problems.add(EdiProblem.NO_UNB);
            }
        } else {
            interchange.addTransaction();
        }
        if (group != null) {
            group.addTransaction();
        } else if (interchange != null && standard == EdiStandard.X12) {
            problems.add(EdiProblem.TRANSACTION_OUTSIDE_GROUP);
        }
        transaction = unit(scanner.content(), Role.TRANSACTION_HEADER);
        transaction.addSegment();
        return WalkStep.OPEN_TRANSACTION;
    }

    private WalkStep closeTransaction(Unit unit) {
        new EnvelopeRules(standard, problems).transaction(unit, parser.parseLeniently(scanner.content()));
        transaction = null;
        return WalkStep.CLOSE_TRANSACTION;
    }

    private WalkStep closeGroup(Unit unit) {
        new EnvelopeRules(standard, problems).group(unit, parser.parseLeniently(scanner.content()));
        group = null;
        return WalkStep.CLOSE_GROUP;
    }

    private WalkStep closeInterchange(Unit unit) {
        new EnvelopeRules(standard, problems).interchange(unit, parser.parseLeniently(scanner.content()));
        interchange = null;
        closed = true;
        return WalkStep.CLOSE_INTERCHANGE;
    }

    private WalkStep service() {
        if (transaction != null) {
            return WalkStep.DATA;
        }
        return interchange == null ? loose() : WalkStep.LOOSE;
    }

    private WalkStep loose() {
        repeated = loose;
        loose = true;
        if (interchange == null && !interchanges && standard == EdiStandard.EDIFACT) {
            problems.add(EdiProblem.NO_UNB);
        }
        problems.add(looseProblem());
        return WalkStep.LOOSE;
    }

    private EdiProblem looseProblem() {
        if (interchange == null) {
            return EdiProblem.SEGMENT_OUTSIDE_INTERCHANGE;
        }
        if (standard != EdiStandard.X12) {
            return EdiProblem.SEGMENT_OUTSIDE_MESSAGE;
        }
        return group == null ? EdiProblem.SEGMENT_OUTSIDE_GROUP : EdiProblem.SEGMENT_OUTSIDE_TRANSACTION;
    }

    private Unit unit(SegmentScanner.Content whole, Role header) {
        Separators known = Objects.requireNonNull(separators);
        SegmentScanner.Content content = HeaderReader.kept(whole);
        return switch (header) {
            case GROUP_HEADER -> headers.group(standard, parser, content);
            case TRANSACTION_HEADER -> headers.transaction(standard, parser, content, group);
            default -> {
                parser = headers.parser(standard, parser, content, known, problems);
                yield headers.interchange(standard, parser, content, known);
            }
        };
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}
