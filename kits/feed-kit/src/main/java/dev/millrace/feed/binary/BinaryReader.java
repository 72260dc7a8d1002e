package dev.millrace.feed.binary;

import dev.millrace.feed.format.FixedWidthTotals;
import dev.millrace.feed.format.MalformedCode;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Resume;
import dev.millrace.feed.framing.FrameFault;
import dev.millrace.feed.framing.FrameReader;
import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Decoded;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads framed records by their plans; its state is that of the framing, of the levels and of the totals. */
final class BinaryReader implements RecordReader {

    static final String TYPE = "millrace.record.type";
    static final String NUMBER = "millrace.record.number";
    static final String OFFSET = "millrace.record.offset";
    static final String LENGTH = "millrace.record.length";

    /** How many fields of a record were no values and became null. */

    /** The state behind a fault that ended a stream. */
    static final String ENDED = "ended";

    private static final char MARK = '|';

    private final RecordBook book;
    private final FrameReader frames;
    private final Levels levels;
    private final Totals totals;
    private final String source;
    private Position position;
    private String state;
    private boolean finished;

    BinaryReader(InputStream bytes, RecordBook book, ReadContext context) throws IOException {
        this.book = book;
        this.source = context.source();
        this.position = context.start();
        this.levels = new Levels(book.settings().levels());
        this.totals = new Totals(book.totals());
        this.state = context.state();
        this.finished = state.equals(ENDED);
        String[] parts = finished ? new String[] {""} : state.split("\\" + MARK, -1);
        try {
            if (parts.length == 3) {
                levels.restore(parts[1]);
                totals.restore(parts[2]);
            }
            this.frames = new FrameReader(
                    bytes,
                    book.framing(),
                    book.types().fixedBytes(),
                    book.measure(),
                    book.options().text().charset(),
                    position.offset(),
                    parts[0]);
        } catch (IllegalArgumentException wrong) {
            throw Resume.unreadable(source, book.format(), wrong);
        }
    }

    @Override
    public Read next() throws IOException {
        while (!finished && frames.next()) {
            Position start = new Position(
                    position.record(), position.offset() + frames.skipped(), position.line() + frames.skippedLines());
            Position end = start.after(frames.taken(), frames.lines());
            Read read = frames.fault().isPresent() ? fault(frames.fault().get(), start, end) : record(start, end);
            if (read == null) {
                position = new Position(start.record(), end.offset(), end.line());
                state = currentState();
                continue;
            }
            position = read.end();
            boolean isFatal = read instanceof Read.Malformed malformed && !malformed.recoverable();
            finished = isFatal;
            state = isFatal ? ENDED : currentState();
            return read;
        }
        return finished ? new Read.End(position) : end();
    }

    private Read end() {
        finished = true;
        Position at = new Position(
                position.record(), position.offset() + frames.skipped(), position.line() + frames.skippedLines());
        Optional<FixedWidthTotals.Fault> fault = totals.end();
        if (fault.isEmpty()) {
            position = at;
            return new Read.End(at);
        }
        position = at.after(0, 0);
        state = ENDED;
        return malformed(fault.get(), at, position, false);
    }

    private Read fault(FrameFault fault, Position start, Position end) {
        String detail = fault.detail();
        return switch (fault.kind()) {
            case TOO_LARGE -> MalformedCode.RECORD_TOO_LARGE.recoverable(source, start, end, detail);
            case BROKEN -> MalformedCode.FRAME_BROKEN.recoverable(source, start, end, detail + advice(start));
            case LOST -> MalformedCode.FRAME_LOST.fatal(source, start, end, detail + advice(start));
            case REMAINDER ->
                switch (book.framing().remainder()) {
                    case MALFORMED ->
                        MalformedCode.TRAILING_BYTES.recoverable(source, start, end, detail + advice(start));
                    case SKIP ->
                        MalformedCode.TRAILING_BYTES.notice(
                                source, start, new Position(start.record(), end.offset(), end.line()), detail);
                    case FAIL -> MalformedCode.TRAILING_BYTES.fatal(source, start, end, detail + advice(start));
                };
        };
    }

    private String advice(Position start) {
        if (start.record() > 1) {
            return "";
        }
        String words = frames.advice(book.format()).map(text -> "; " + text).orElse("");
        byte[] head = frames.head();
        return words.isEmpty() && head.length > 0
                ? new Detector(book, head)
                        .better()
                        .map(found -> "; " + found.sentence())
                        .orElse("")
                : words;
    }

    /** Null for a record that is not handed over. */
    private @Nullable Read record(Position start, Position end) {
        byte[] bytes = frames.bytes();
        int from = frames.from();
        int to = frames.to();
        Optional<RecordType> found = book.types().of(bytes, from, to);
        if (found.isEmpty()) {
            return book.settings().unknown() == TypeSettings.Unknown.SKIP
                    ? null
                    : MalformedCode.RECORD_TYPE_UNKNOWN.recoverable(source, start, end);
        }
        RecordType type = found.get();
        Decoded decoded;
        try {
            decoded = type.plan().decode(bytes, from, to);
        } catch (CorruptField corrupt) {
            if (corrupt.stops()) {
                throw stop(corrupt, start);
            }
            return MalformedCode.FIELD_VALUE.recoverable(source, start, end, corrupt.getMessage() + advice(start));
        }
        if (decoded.used() < to - from && !book.ignoresRest()) {
            return MalformedCode.RECORD_LENGTH.recoverable(
                    source,
                    start,
                    end,
                    "it has " + (to - from) + " bytes, of which the layout describes " + decoded.used() + "; set "
                            + book.format() + ".records.long=ignore if the rest is of no use" + advice(start));
        }
        Optional<FixedWidthTotals.Fault> fault = totals.add(type.name(), decoded.value());
        if (fault.isPresent()) {
            return malformed(fault.get(), start, end, true);
        }
        if (type.skipped()) {
            return null;
        }
        Headers headers = headers(type, decoded, start, to - from);
        return new Read.Value(decoded.value().schema(), decoded.value(), headers, start, end);
    }

    private ConnectorFailure stop(CorruptField corrupt, Position start) {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED,
                "corrupt-field",
                source + ": " + corrupt.getMessage() + " (byte " + start.offset() + ", after " + start.record()
                        + " records); mend the file, or set " + book.format()
                        + ".corrupt for this kind of field to record to set such records aside");
    }

    private @Nullable Headers headers(RecordType type, Decoded decoded, Position start, int length) {
        Headers headers = new ConnectHeaders();
        if (book.settings().hasTypes()) {
            headers.addString(TYPE, type.name());
        }
        if (book.settings().coordinates()) {
            headers.addLong(NUMBER, start.record());
            headers.addLong(OFFSET, start.offset());
            headers.addInt(LENGTH, length);
        }
        if (!decoded.corrupt().isEmpty()) {
            headers.addInt(
                    Read.Value.CORRUPT_FIELDS,
                    decoded.corrupt().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
        }
        levels.add(type, start.record());
        levels.tell(headers);
        return headers.isEmpty() ? null : headers;
    }

    private Read.Malformed malformed(FixedWidthTotals.Fault fault, Position start, Position end, boolean recoverable) {
        String place = " (byte " + start.offset() + ", after " + start.record() + " records)";
        return new Read.Malformed(fault.code(), source + ": " + fault.message() + place, start, end, recoverable);
    }

    @Override
    public String state() {
        return state;
    }

    private String currentState() {
        String framed = frames.state();
        String levelled = levels.state();
        String totalled = totals.state();
        if (levelled.isEmpty() && totalled.isEmpty()) {
            return framed;
        }
        String now = framed + MARK + levelled + MARK + totalled;
        return now.equals(state) ? state : now;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
