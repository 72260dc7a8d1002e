package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Resume;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Turns the steps of a walk into records, and what the walk finds wrong into notices and set-aside bytes. */
final class EdiReader implements RecordReader {

    private static final String ENDED = "ended";

    private final EdiSettings settings;
    private final String source;
    private final EdiStream stream;
    private final EdiWalk walk;
    private final ContentCheck contents;
    private final Deque<BadUnit> bad = new ArrayDeque<>();
    private final Deque<EdiNote> pending = new ArrayDeque<>();
    private final boolean surveyed;
    private final ControlNumbers numbers;

    private Position position;
    private @Nullable GrowingRecord record;
    private @Nullable Position skipStart;
    private boolean overflown;
    private boolean ended;
    private String state = "";

    EdiReader(InputStream bytes, EdiSettings settings, ReadContext context) throws IOException {
        this.settings = settings;
        this.source = context.source();
        this.position = context.start();
        this.contents = new ContentCheck(TransactionSchemas.load(settings), settings.validation());
        this.surveyed = settings.strict() && context.survey() instanceof EdiSurvey;
        if (context.survey() instanceof EdiSurvey survey && surveyed) {
            overflown = survey.overflown();
            survey.units().stream()
                    .filter(unit -> unit.start() >= position.offset())
                    .forEach(bad::add);
        }
        if (context.state().isEmpty() || context.state().equals(ENDED)) {
            ended = !context.state().isEmpty();
            stream = EdiStream.fromStart(bytes, settings);
            walk = stream.walk();
            numbers = new ControlNumbers();
            return;
        }
        try {
            List<String> parts = List.of(context.state().split(";", -1));
            stream = EdiStream.from(bytes, settings, parts.get(0).equals("m"), position);
            walk = stream.walk();
            walk.resume(EdiState.parse(parts.subList(1, 7)));
            numbers = ControlNumbers.parse(parts.get(7));
            pending.addAll(EdiNote.parse(parts.get(8)));
        } catch (RuntimeException e) {
            throw Resume.unreadable(source, EdiFormat.NAME, e);
        }
    }

    @Override
    public Read next() throws IOException {
        if (!pending.isEmpty()) {
            return notice(position, position);
        }
        if (overflown && !ended) {
            ended = true;
            EdiNote note = EdiNote.once(EdiProblem.TOO_MANY_PROBLEMS, position);
            return malformed(note, position, position, false);
        }
        while (!ended) {
            EdiWalk.Step step = walk.next();
            Read read = read(step);
            if (read != null) {
                return read;
            }
            // Behind what is set aside, not within it.
            if (!pending.isEmpty() && skipStart == null) {
                return notice(startOfStep(), endOfStep());
            }
            if (step == EdiWalk.Step.END) {
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
                : (stream.marked() ? "m;" : "-;")
                        + walk.state().text()
                        + ';'
                        + numbers.text()
                        + ';'
                        + EdiNote.text(pending);
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

    private @Nullable Read read(EdiWalk.Step step) {
        List<EdiNote> notes = notes(step);
        if (surveyed && skips(step)) {
            pending.addAll(notes);
            return endOfSkipped();
        }
        GrowingRecord growing = record;
        if (growing == null) {
            if (!opens(step)) {
                return single(step, notes);
            }
            growing = open(step);
            record = growing;
        } else {
            grow(growing, step);
        }
        notes.forEach(growing::note);
        if (level(step) != growing.unit() || isOpening(step)) {
            return null;
        }
        record = null;
        RecordTree tree = growing.tree();
        return finish(growing, tree == null ? Map.of() : tree.value());
    }

    private List<EdiNote> notes(EdiWalk.Step step) {
        List<EdiNote> notes = new ArrayList<>();
        Unit interchange = walk.interchange();
        if (step == EdiWalk.Step.OPEN_INTERCHANGE && interchange != null && settings.controlNumbers()) {
            numbers.see(interchange.envelope()).ifPresent(problem -> notes.add(EdiNote.once(problem, startOfStep())));
        }
        boolean judged = surveyed && step != EdiWalk.Step.END;
        if (!judged && (settings.strict() || !walk.repeated())) {
            walk.problems().forEach(problem -> notes.add(EdiNote.once(problem, startOfStep())));
        }
        return notes;
    }

    /** Whether the step is one of a unit that the survey found bad. */
    private boolean skips(EdiWalk.Step step) {
        BadUnit next = bad.peek();
        boolean begins = !walk.implied() && step != EdiWalk.Step.END;
        if (skipStart == null && next != null && begins && walk.scanner().start() >= next.start()) {
            skipStart = startOfStep();
        }
        return skipStart != null;
    }

    private @Nullable Read endOfSkipped() {
        BadUnit unit = bad.element();
        Position start = skipStart;
        if (start == null || walk.end() < unit.end() || walk.implied()) {
            return null;
        }
        bad.remove();
        skipStart = null;
        return malformed(EdiNote.once(unit.problem(), start), start, endOfStep(), true);
    }

    /** A step outside of all records that hold several segments: a record of one segment, or an envelope's. */
    private @Nullable Read single(EdiWalk.Step step, List<EdiNote> notes) {
        boolean segment = !walk.implied() && step != EdiWalk.Step.JUNK && step != EdiWalk.Step.END;
        if (segment && (settings.unit() == RecordUnit.SEGMENT || step == EdiWalk.Step.LOOSE)) {
            GrowingRecord one = growing(RecordUnit.SEGMENT, new Envelope(walk.standard(), Map.of()));
            one.add(walk);
            notes.forEach(one::note);
            RecordTree tree = one.tree();
            Object value = tree == null ? Map.of() : tree.value();
            if (tree != null && settings.unit() == RecordUnit.SEGMENT) {
                value = tree.segments().get(0);
            }
            return finish(one, value);
        }
        for (EdiNote note : notes) {
            if (settings.strict() && note.problem().level() != EdiProblem.Level.NOTICE) {
                return malformed(note, startOfStep(), endOfStep(), true);
            }
        }
        pending.addAll(notes);
        return null;
    }

    private boolean opens(EdiWalk.Step step) {
        return isOpening(step) && !level(step).isLargerThan(settings.unit());
    }

    private GrowingRecord open(EdiWalk.Step step) {
        GrowingRecord opened = growing(level(step), unit(step).envelope());
        if (step == EdiWalk.Step.OPEN_TRANSACTION) {
            contents.begin(walk);
        }
        add(opened, step);
        return opened;
    }

    private GrowingRecord growing(RecordUnit unit, Envelope envelope) {
        Headers headers = EdiHeaders.of(walk.standard(), walk);
        return new GrowingRecord(unit, startOfStep(), headers, envelope, settings.recordMaxBytes());
    }

    private void grow(GrowingRecord growing, EdiWalk.Step step) {
        if (step == EdiWalk.Step.OPEN_GROUP) {
            growing.open("groups", unit(step).envelope());
        } else if (step == EdiWalk.Step.OPEN_TRANSACTION) {
            growing.open("transactions", unit(step).envelope());
            contents.begin(walk);
        }
        add(growing, step);
        if (step == EdiWalk.Step.CLOSE_TRANSACTION) {
            contents.end(growing, walk);
        }
        if (!isOpening(step) && level(step) != RecordUnit.SEGMENT && level(step) != growing.unit()) {
            growing.close();
        }
    }

    private void add(GrowingRecord growing, EdiWalk.Step step) {
        if (!walk.implied()) {
            growing.add(walk);
            if (growing.tree() != null && (level(step) == RecordUnit.TRANSACTION || step == EdiWalk.Step.DATA)) {
                contents.add(walk.scanner().content());
            }
        }
    }

    private Unit unit(EdiWalk.Step step) {
        return Objects.requireNonNull(
                switch (level(step)) {
                    case INTERCHANGE -> walk.interchange();
                    case GROUP -> walk.group();
                    case TRANSACTION, SEGMENT -> walk.transaction();
                });
    }

    private static boolean isOpening(EdiWalk.Step step) {
        return switch (step) {
            case OPEN_INTERCHANGE, OPEN_GROUP, OPEN_TRANSACTION -> true;
            case DATA, CLOSE_TRANSACTION, CLOSE_GROUP, CLOSE_INTERCHANGE, LOOSE, JUNK, END -> false;
        };
    }

    /** What the step opens or closes. */
    private static RecordUnit level(EdiWalk.Step step) {
        return switch (step) {
            case OPEN_INTERCHANGE, CLOSE_INTERCHANGE -> RecordUnit.INTERCHANGE;
            case OPEN_GROUP, CLOSE_GROUP -> RecordUnit.GROUP;
            case OPEN_TRANSACTION, CLOSE_TRANSACTION -> RecordUnit.TRANSACTION;
            case DATA, LOOSE, JUNK, END -> RecordUnit.SEGMENT;
        };
    }

    private Read finish(GrowingRecord finished, Object value) {
        EdiNote reason = finished.fault().orElse(null);
        for (EdiNote note : finished.notes()) {
            boolean notes = !settings.strict() || !note.problem().setsAside();
            if (notes) {
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
        return new Read.Value(null, value, finished.headers(), finished.start(), position);
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
