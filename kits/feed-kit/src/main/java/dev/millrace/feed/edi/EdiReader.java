package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Resume;
import dev.millrace.feed.format.StreamMemory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the steps of a walk into records, notices, set-aside bytes, and answers to the senders. */
final class EdiReader implements RecordReader {

    static final String ENDED = "ended";
    /** Which part of the state tells of answers. */
    static final int ANSWERS = 3 + EdiState.PARTS;

    private static final int MOST_PARTNERS = 16;

    private final EdiTerms terms;
    private final RecordUnit unit;
    private final String source;
    private final EdiStream stream;
    private final EdiWalk walk;
    private final RecordBuilder records;
    private final Acknowledger acknowledger;
    private final SetAside setAside;
    private final Deque<EdiNote> pending = new ArrayDeque<>();
    private final boolean surveyed;
    private final StreamMemory memory;
    private final ControlHistory numbers = new ControlHistory(MOST_PARTNERS);

    private PartnerTerms current;
    private Position position;
    private @Nullable GrowingRecord ignored;
    private boolean overflown;
    private boolean ended;
    private String state = "";
    private String numbersText = "";

    EdiReader(InputStream bytes, EdiTerms terms, ReadContext context) throws IOException {
        this.terms = terms;
        this.unit = terms.settings().unit();
        this.source = context.source();
        this.position = context.start();
        this.memory = context.memory();
        this.current = terms.standard();
        this.acknowledger = new Acknowledger(current);
        Optional<EdiSurvey> survey = Optional.of(context.survey())
                .filter(EdiSurvey.class::isInstance)
                .map(EdiSurvey.class::cast);
        this.surveyed = terms.judgesByEnds() && survey.isPresent();
        this.overflown = survey.map(EdiSurvey::overflown).orElse(false);
        this.setAside = new SetAside(survey.map(EdiSurvey::units).orElse(List.of()), position.offset());
        if (context.state().isEmpty() || context.state().equals(ENDED)) {
            ended = !context.state().isEmpty();
            stream = EdiStream.fromStart(bytes, terms);
            walk = stream.walk();
            records = new RecordBuilder(walk, terms.settings());
            return;
        }
        try {
            List<String> parts = List.of(context.state().split(";", -1));
            stream = EdiStream.from(bytes, terms, parts.get(0).equals("m"), position);
            walk = stream.walk();
            records = new RecordBuilder(walk, terms.settings());
            walk.resume(EdiState.parse(parts.subList(1, 1 + EdiState.PARTS)));
            Unit interchange = walk.interchange();
            current = interchange == null ? current : terms.of(interchange.envelope());
            numbers.restore(parts.get(1 + EdiState.PARTS));
            numbersText = numbers.text();
            pending.addAll(EdiNote.parse(parts.get(2 + EdiState.PARTS)));
            acknowledger.resume(parts.get(ANSWERS), terms, walk, survey.flatMap(EdiSurvey::collected));
        } catch (RuntimeException e) {
            throw Resume.unreadable(source, EdiFormat.NAME, e);
        }
    }

    @Override
    public Read next() throws IOException {
        if (!pending.isEmpty()) {
            return notice(position, position);
        }
        if (acknowledger.hasReply()) {
            return acknowledger.next(position);
        }
        if (overflown && !ended) {
            ended = true;
            EdiNote note = EdiNote.once(EdiProblem.TOO_MANY_PROBLEMS, position);
            return malformed(note, position, position, false);
        }
        while (!ended) {
            WalkStep step = walk.next();
            Read read = read(step);
            if (read != null) {
                return read;
            }
            // Behind what is set aside, not within it.
            if (!pending.isEmpty() && !setAside.isOpen()) {
                return notice(startOfStep(), endOfStep());
            }
            if (acknowledger.hasReply() && !setAside.isOpen()) {
                position = endOfStep();
                return acknowledger.next(position);
            }
            if (step == WalkStep.END) {
                position = endOfStep();
                return new Read.End(position);
            }
        }
        return new Read.End(position);
    }

    @Override
    public String state() {
        String now = ended
                ? ENDED
                : String.join(
                        ";",
                        stream.marked() ? "m" : "-",
                        walk.state().text(),
                        numbersText,
                        EdiNote.text(pending),
                        acknowledger.state());
        state = now.equals(state) ? state : now;
        return state;
    }

    /** What the reader went through, set aside or not. */
    EdiTotals totals() {
        return walk.totals();
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }

    private @Nullable Read read(WalkStep step) {
        current = terms.at(step, walk, current);
        List<EdiNote> notes = new ArrayList<>();
        Unit interchange = walk.interchange();
        if (step == WalkStep.OPEN_INTERCHANGE && interchange != null) {
            begin(interchange.envelope(), notes);
        }
        setAside.begin(step, walk, startOfStep());
        boolean skipped = setAside.isOpen();
        GrowingRecord finished = null;
        if (!skipped || acknowledger.listens()) {
            finished = records.see(step, current, startOfStep());
        }
        acknowledger.see(step, walk, records.findings());
        if (skipped) {
            ignored = records.open();
            pending.addAll(notes);
            return setAside.end(step, walk)
                    .map(unit -> malformed(EdiNote.once(unit.problem(), unit.start()), unit.start(), endOfStep(), true))
                    .orElse(null);
        }
        problems(step, notes);
        GrowingRecord growing = finished == null ? records.open() : finished;
        if (growing == null) {
            return loose(notes);
        }
        notes.forEach(growing::note);
        // Its beginning was set aside, and with it all of it.
        return finished == null || finished == ignored ? null : finish(finished);
    }

    /** Compares the interchange with what is known of its partner. */
    private void begin(Envelope interchange, List<EdiNote> notes) {
        Optional<ControlVerdict> verdict = current.controlNumbers()
                ? numbers.observe(interchange, memory, walk.scanner().start())
                : Optional.empty();
        numbersText = verdict.isPresent() ? numbers.text() : numbersText;
        Set<Refusal> refusals = terms.partners().refusals(interchange, verdict);
        acknowledger.open(walk, current, refusals);
        refusals.stream().findFirst().ifPresent(refusal -> setAside.refuse(refusal.problem()));
        if (!refusals.contains(Refusal.DUPLICATE)) {
            verdict.flatMap(ControlVerdict::problem)
                    .ifPresent(problem -> notes.add(EdiNote.once(problem, startOfStep())));
        }
    }

    private void problems(WalkStep step, List<EdiNote> notes) {
        boolean judged = surveyed && current.strict() && step != WalkStep.END;
        if (!judged && (current.strict() || !walk.repeated())) {
            walk.problems().forEach(problem -> notes.add(EdiNote.once(problem, startOfStep())));
        }
    }

    /** What is wrong with a step that belongs to no record. */
    private @Nullable Read loose(List<EdiNote> notes) {
        for (EdiNote note : notes) {
            if (current.strict() && note.problem().level() != EdiProblem.Level.NOTICE) {
                return malformed(note, startOfStep(), endOfStep(), true);
            }
        }
        pending.addAll(notes);
        return null;
    }

    private Read finish(GrowingRecord finished) {
        EdiNote reason = finished.fault().orElse(null);
        for (EdiNote note : finished.notes()) {
            if (!current.setsAside(note.problem())) {
                pending.add(note);
            } else if (reason == null) {
                reason = note;
            }
        }
        Position end = endOfStep();
        if (reason != null) {
            return malformed(reason, finished.start(), end, true);
        }
        position = end.after(0, 0);
        return new Read.Value(null, value(finished), finished.headers(), finished.start(), position);
    }

    private Object value(GrowingRecord finished) {
        RecordTree tree = finished.tree();
        if (tree == null) {
            return Map.of();
        }
        return unit == RecordUnit.SEGMENT ? tree.segments().get(0) : tree.value();
    }

    private Read malformed(EdiNote note, Position start, Position end, boolean recoverable) {
        position = end.after(0, 0);
        return new Read.Malformed(note.problem().code(), note.message(source), start, position, recoverable);
    }

    private Read notice(Position start, Position end) {
        EdiNote note = pending.remove();
        position = end;
        return new Read.Notice(note.problem().code(), note.message(source), start, end);
    }

    private Position startOfStep() {
        SegmentScanner scanner = walk.scanner();
        return walk.implied() ? endOfStep() : new Position(position.record(), scanner.start(), scanner.startLine());
    }

    private Position endOfStep() {
        return new Position(position.record(), walk.end(), walk.endLine());
    }
}
