package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record between its first segment and its last. Not thread-safe. */
final class GrowingRecord {

    private final RecordUnit unit;
    private final Position start;
    private final Headers headers;
    private final int maxBytes;
    private final Map<EdiProblem, EdiNote> notes = new LinkedHashMap<>();
    private @Nullable RecordTree tree;
    private @Nullable EdiNote fault;
    private @Nullable EdiProblem blamed;

    GrowingRecord(RecordUnit unit, Position start, Headers headers, Envelope envelope, int maxBytes) {
        this.unit = unit;
        this.start = start;
        this.headers = headers;
        this.maxBytes = maxBytes;
        this.tree = new RecordTree(envelope);
    }

    RecordUnit unit() {
        return unit;
    }

    Position start() {
        return start;
    }

    Headers headers() {
        return headers;
    }

    /** The value so far; null once the record can't become one, so that it holds no memory. */
    @Nullable
    RecordTree tree() {
        return tree;
    }

    /** Why it can't be a record; empty where it can. */
    Optional<EdiNote> fault() {
        return Optional.ofNullable(fault);
    }

    /** An envelope in it has a problem for which the record is set aside. */
    void blame(EdiProblem problem) {
        blamed = blamed == null ? problem : blamed;
    }

    /** The first problem of an envelope for which it is set aside. */
    Optional<EdiProblem> blamed() {
        return Optional.ofNullable(blamed);
    }

    /** What its problems are, each once. */
    List<EdiNote> notes() {
        return new ArrayList<>(notes.values());
    }

    void open(String list, Envelope envelope) {
        if (tree != null) {
            tree.open(list, envelope);
        }
    }

    void add(EdiWalk walk) {
        if (walk.end() - start.offset() > maxBytes || walk.scanner().oversized()) {
            fail(EdiNote.once(EdiProblem.RECORD_TOO_LARGE, start));
        }
        if (tree != null) {
            try {
                tree.add(walk.segment());
            } catch (CharacterCodingException e) {
                fail(EdiNote.once(
                        EdiProblem.MALFORMED_INPUT,
                        new Position(0, walk.scanner().start(), walk.scanner().startLine())));
            }
        }
    }

    void close() {
        if (tree != null) {
            tree.close();
        }
    }

    /** The first fault stands, unless the record turns out to be too large: then nobody looked into all of it. */
    void fail(EdiNote note) {
        if (fault == null || note.problem() == EdiProblem.RECORD_TOO_LARGE) {
            fault = note;
        }
        tree = null;
    }

    void note(EdiNote note) {
        notes.merge(note.problem(), note, EdiNote::and);
    }
}
