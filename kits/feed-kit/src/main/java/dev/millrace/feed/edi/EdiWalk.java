package dev.millrace.feed.edi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a stream segment by segment, knows which interchange, group and transaction set each stands in, and judges
 * the envelopes. Not thread-safe.
 */
final class EdiWalk implements Closeable {

    /** What one call of {@link #next} saw. A closing step is {@linkplain #implied} where the trailer is missing. */
    enum Step {
        OPEN_INTERCHANGE,
        OPEN_GROUP,
        OPEN_TRANSACTION,
        DATA,
        CLOSE_TRANSACTION,
        CLOSE_GROUP,
        CLOSE_INTERCHANGE,
        /** A segment outside of all transaction sets. */
        LOOSE,
        JUNK,
        END
    }

    private static final int LONGEST_HEADER = 512;

    private final SegmentScanner scanner;
    private final Alphabet alphabet;
    private final @Nullable Charset configured;
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
    private long end;
    private long endLine;

    /** @param configured the charset of the texts; null where the interchange tells it */
    EdiWalk(SegmentScanner scanner, Alphabet alphabet, @Nullable Charset configured) {
        this.scanner = scanner;
        this.alphabet = alphabet;
        this.configured = configured;
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
        parser = parser(state.separators(), "");
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

    Step next() throws IOException {
        problems.clear();
        implied = false;
        repeated = false;
        if (found == null) {
            found = scanner.next(interchange != null || transaction != null);
            role = role(scanner, found);
        }
        Step closing = impliedClose();
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
    private @Nullable Step impliedClose() {
        boolean endsGroup =
                role == Role.INTERCHANGE_HEADER || role == Role.INTERCHANGE_TRAILER || role == Role.GROUP_HEADER;
        EnvelopeRules rules = new EnvelopeRules(standard, problems);
        if (transaction != null && (endsGroup || role == Role.GROUP_TRAILER || role == Role.TRANSACTION_HEADER)) {
            transaction = null;
            rules.transactionWithoutTrailer();
            return Step.CLOSE_TRANSACTION;
        }
        if (group != null && endsGroup) {
            group = null;
            rules.groupWithoutTrailer();
            return Step.CLOSE_GROUP;
        }
        if (interchange != null && role == Role.INTERCHANGE_HEADER) {
            interchange = null;
            rules.interchangeWithoutTrailer();
            return Step.CLOSE_INTERCHANGE;
        }
        return null;
    }

    private Step ended() {
        if (!begun) {
            problems.add(EdiProblem.EMPTY);
            begun = true;
        }
        return Step.END;
    }

    private Step junk(EdiProblem problem) {
        begun = true;
        loose = false;
        problems.add(problem);
        return Step.JUNK;
    }

    private Step segmentStep(boolean header) {
        begun = true;
        totals.addSegment();
        if (standard != scanner.standard() || !Objects.equals(separators, scanner.separators())) {
            standard = scanner.standard();
            separators = Objects.requireNonNull(scanner.separators());
            parser = parser(separators, "");
        }
        if (transaction != null) {
            transaction.addSegment();
        }
        Step step = switch (header ? Role.INTERCHANGE_HEADER : role) {
            case INTERCHANGE_HEADER -> openInterchange();
            case GROUP_HEADER -> interchange == null ? loose() : openGroup();
            case TRANSACTION_HEADER -> openTransaction();
            case TRANSACTION_TRAILER -> transaction == null ? loose() : closeTransaction(transaction);
            case GROUP_TRAILER -> group == null ? loose() : closeGroup(group);
            case INTERCHANGE_TRAILER -> interchange == null ? loose() : closeInterchange(interchange);
            case SERVICE -> service();
            case DATA -> transaction == null ? loose() : Step.DATA;
        };
        loose &= step == Step.LOOSE;
        judgeBytes(header);
        return step;
    }

    private void judgeBytes(boolean header) {
        if (header && standard == EdiStandard.X12 && !scanner.fixedWidth()) {
            problems.add(EdiProblem.ISA_NOT_FIXED_WIDTH);
        }
        if (scanner.wrapped()) {
            problems.add(EdiProblem.LINE_WRAPPED);
        }
        if (scanner.unterminated()) {
            problems.add(EdiProblem.LAST_SEGMENT_NOT_TERMINATED);
        }
        if (scanner.badBinaryLength()) {
            problems.add(EdiProblem.BINARY_LENGTH_NOT_NUMERIC);
        }
        if (scanner.wrongBinaryLength()) {
            problems.add(EdiProblem.BINARY_LENGTH_WRONG);
        }
        if (!scanner.tagIsWellFormed()) {
            problems.add(standard == EdiStandard.X12 ? EdiProblem.BAD_SEGMENT_ID : EdiProblem.BAD_SEGMENT_TAG);
        }
    }

    private Step openInterchange() {
        interchanges = true;
        totals.addInterchange();
        interchange = unit(scanner.content(), Role.INTERCHANGE_HEADER);
        return Step.OPEN_INTERCHANGE;
    }

    private Step openGroup() {
        totals.addGroup();
        Objects.requireNonNull(interchange).addGroup();
        group = unit(scanner.content(), Role.GROUP_HEADER);
        return Step.OPEN_GROUP;
    }

    private Step openTransaction() {
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
        return Step.OPEN_TRANSACTION;
    }

    private Step closeTransaction(Unit unit) {
        new EnvelopeRules(standard, problems).transaction(unit, parser.parseLeniently(scanner.content()));
        transaction = null;
        return Step.CLOSE_TRANSACTION;
    }

    private Step closeGroup(Unit unit) {
        new EnvelopeRules(standard, problems).group(unit, parser.parseLeniently(scanner.content()));
        group = null;
        return Step.CLOSE_GROUP;
    }

    private Step closeInterchange(Unit unit) {
        new EnvelopeRules(standard, problems).interchange(unit, parser.parseLeniently(scanner.content()));
        interchange = null;
        return Step.CLOSE_INTERCHANGE;
    }

    private Step service() {
        if (transaction != null) {
            return Step.DATA;
        }
        return interchange == null ? loose() : Step.LOOSE;
    }

    private Step loose() {
        repeated = loose;
        loose = true;
        if (interchange == null && !interchanges && standard == EdiStandard.EDIFACT) {
            problems.add(EdiProblem.NO_UNB);
        }
        problems.add(looseProblem());
        return Step.LOOSE;
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

    private Unit unit(SegmentScanner.Content content, Role header) {
        int kept = Math.min(content.length(), LONGEST_HEADER);
        String text = new String(content.bytes(), content.from(), kept, StandardCharsets.ISO_8859_1);
        Segment segment = parser.parseLeniently(content);
        Separators known = Objects.requireNonNull(separators);
        if (header == Role.GROUP_HEADER) {
            return new Unit(segment, Envelopes.group(standard, segment), text);
        }
        if (header == Role.TRANSACTION_HEADER) {
            return new Unit(segment, Envelopes.transaction(standard, segment, group), text);
        }
        String syntax = standard == EdiStandard.EDIFACT ? segment.text(1) : "";
        if (configured == null && Repertoire.charset(syntax).isEmpty()) {
            problems.add(EdiProblem.UNSUPPORTED_CHARSET);
        }
        parser = parser(known, syntax);
        segment = parser.parseLeniently(content);
        return new Unit(segment, Envelopes.interchange(standard, segment, known, alphabet), text);
    }

    private SegmentParser parser(Separators with, String syntax) {
        if (configured != null) {
            return new SegmentParser(with, configured);
        }
        boolean utf8 = with.terminatorLength() > 1;
        Charset told = Repertoire.charset(syntax).orElse(StandardCharsets.ISO_8859_1);
        return new SegmentParser(with, utf8 ? StandardCharsets.UTF_8 : told);
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}
