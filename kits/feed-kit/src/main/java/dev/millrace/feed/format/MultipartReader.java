package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a stream one behind the other, each a record or all of them the fields of one. A position between two
 * parts lies behind the line that sets them apart; what follows the last one is not read.
 */
final class MultipartReader implements RecordReader {

    /** Stands before the boundary in a stored state. */
    private static final String MARK = "=";

    /** How much is looked through at once when a part is passed over. */
    private static final int STRETCH = 1 << 15;

    private final ByteWindow window;
    private final MultipartSettings settings;
    private final String source;
    private final Position start;
    private @Nullable MultipartScanner scanner;
    private String state;
    private Position position;
    private boolean finished;

    /**
     * A reader of a stream.
     *
     * @param boundary as the stored state has it; empty at the start of a stream
     */
    MultipartReader(ByteWindow window, MultipartSettings settings, ReadContext context, String boundary) {
        this.window = window;
        this.settings = settings;
        this.source = context.source();
        this.start = context.start();
        this.position = start;
        this.state = context.state();
        this.scanner = boundary.isEmpty() ? null : new MultipartScanner(window, boundary);
    }

    static Optional<String> boundaryOf(String state) {
        return Optional.of(state)
                .filter(text -> text.startsWith(MARK) && MultipartSettings.isBoundary(text.substring(1)))
                .map(text -> text.substring(1));
    }

    /** A part, or why it is none; without a code it is one. */
    private record Part(
            @Nullable MalformedCode fault,
            @Nullable PartHeader header,
            @Nullable Object content) {

        static Part broken(MalformedCode fault) {
            return new Part(fault, null, null);
        }
    }

    @Override
    public Read next() throws IOException {
        if (!finished && scanner == null) {
            if (!window.holds(1)) {
                return new Read.End(position);
            }
            scanner = begin();
            if (scanner == null) {
                return fatal(MalformedCode.BOUNDARY_MISSING, start);
            }
        }
        MultipartScanner ready = scanner;
        if (finished || ready == null) {
            return new Read.End(position);
        }
        return settings.unit() == MultipartSettings.Unit.FORM ? form(ready) : single(ready);
    }

    /** Moves behind the first boundary; null where there is none. */
    private @Nullable MultipartScanner begin() throws IOException {
        String boundary = settings.boundary().isEmpty() ? firstLine() : settings.boundary();
        if (!MultipartSettings.isBoundary(boundary)) {
            return null;
        }
        MultipartScanner first = new MultipartScanner(window, boundary);
        if (!pass(first)) {
            return null;
        }
        if (!finished) {
            state = MARK + boundary;
        }
        return first;
    }

    private String firstLine() throws IOException {
        StringBuilder line = new StringBuilder();
        // Two dashes, a boundary, some blanks.
        for (int at = 0; at < 128 && window.holds(at + 1); at++) {
            int next = byteAt(at) & 0xFF;
            if (next == '\n') {
                return line.toString().startsWith("--") ? line.substring(2).stripTrailing() : "";
            }
            line.append((char) next);
        }
        return "";
    }

    private Read single(MultipartScanner ready) throws IOException {
        Position begin = position;
        Part part = part(ready, settings.maxBytes());
        MalformedCode fault = part.fault();
        if (fault != null) {
            if (finished || !pass(ready)) {
                return fatal(fault, begin);
            }
            counted();
            return fault.recoverable(source, begin, position);
        }
        counted();
        PartHeader header = Objects.requireNonNull(part.header());
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("name", header.name().orElse(null));
        record.putAll(file(header, part.content()));
        return new Read.Value(null, record, begin, position);
    }

    private Read form(MultipartScanner ready) throws IOException {
        Position begin = position;
        FieldValues fields = new FieldValues(settings.lists());
        for (int count = 0; !finished; count++) {
            if (count == settings.maxParts()) {
                return fatal(MalformedCode.TOO_MANY_PARTS, begin);
            }
            Part part = part(ready, settings.maxBytes() - (position.offset() - begin.offset()));
            PartHeader header = part.header();
            if (part.fault() != null || header == null) {
                return fatal(part.fault() == null ? MalformedCode.PART_HEADER : part.fault(), begin);
            }
            if (header.name().isEmpty()) {
                return fatal(MalformedCode.PART_UNNAMED, begin);
            }
            Object content = Objects.requireNonNull(part.content());
            fields.add(header.name().get(), header.isFile() ? file(header, content) : content);
        }
        counted();
        return new Read.Value(null, fields.record(), begin, position);
    }

    private static Map<String, @Nullable Object> file(PartHeader header, @Nullable Object content) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("filename", header.filename().orElse(null));
        file.put("contentType", header.contentType().orElse(null));
        file.put("content", content);
        return file;
    }

    /** Reads the part at the window's start and moves behind the boundary that ends it; stays there where it is broken. */
    private Part part(MultipartScanner ready, long most) throws IOException {
        int header = headerEnd();
        if (header < 0) {
            return Part.broken(header == -1 ? MalformedCode.PART_HEADER : unterminated());
        }
        PartHeader parsed;
        try {
            parsed = PartHeader.parse(window.bytes(), window.from(), header);
        } catch (PartHeader.Broken broken) {
            return Part.broken(MalformedCode.PART_HEADER);
        } catch (CharacterCodingException undecodable) {
            return Part.broken(MalformedCode.MALFORMED_INPUT);
        }
        MultipartScanner.Found found =
                ready.find(header, (int) Math.min(Integer.MAX_VALUE / 2, header + Math.max(0, most)));
        if (found == MultipartScanner.Found.NOTHING || ready.content() - header > most) {
            return Part.broken(MalformedCode.RECORD_TOO_LARGE);
        }
        if (found == MultipartScanner.Found.END) {
            return Part.broken(unterminated());
        }
        int from = window.from() + header;
        Optional<byte[]> content =
                PartContent.decode(parsed.coding(), window.bytes(), from, window.from() + ready.content());
        if (content.isEmpty()) {
            return Part.broken(MalformedCode.PART_CODING);
        }
        boolean isText = settings.unit() == MultipartSettings.Unit.FORM && !parsed.isFile();
        Object value = content.get();
        if (isText) {
            try {
                value = parsed.encoding().decode(content.get(), 0, content.get().length);
            } catch (PartHeader.Broken unknownCharset) {
                return Part.broken(MalformedCode.PART_HEADER);
            } catch (CharacterCodingException undecodable) {
                return Part.broken(MalformedCode.MALFORMED_INPUT);
            }
        }
        leave(found, ready.behind());
        return new Part(null, parsed, value);
    }

    /** Where the header with the blank line behind it ends; -1 where it is too long, -2 where the stream ends in it. */
    private int headerEnd() throws IOException {
        int line = 0;
        for (int at = 0; at <= settings.maxHeaderBytes(); at++) {
            if (!window.holds(at + 1)) {
                return -2;
            }
            if (byteAt(at) == '\n') {
                if (at == line || (at == line + 1 && byteAt(line) == '\r')) {
                    return at + 1;
                }
                line = at + 1;
            }
        }
        return -1;
    }

    private MalformedCode unterminated() {
        finished = true;
        advance(window.available());
        return MalformedCode.UNTERMINATED_PART;
    }

    /** Moves behind the next boundary, whatever lies before it; false at the end of the stream. */
    private boolean pass(MultipartScanner ready) throws IOException {
        MultipartScanner.Found found = ready.find(0, STRETCH);
        while (found == MultipartScanner.Found.NOTHING) {
            advance(ready.spare());
            found = ready.find(1, false, STRETCH);
        }
        if (found == MultipartScanner.Found.END) {
            advance(window.available());
            return false;
        }
        leave(found, ready.behind());
        return true;
    }

    private void leave(MultipartScanner.Found found, int behind) {
        advance(behind);
        if (found == MultipartScanner.Found.CLOSE) {
            finished = true;
            state = EndedReader.STATE;
        }
    }

    private void advance(int count) {
        long lines = 0;
        byte[] bytes = window.bytes();
        int from = window.from();
        for (int at = from; at < from + count; at++) {
            lines += bytes[at] == '\n' ? 1 : 0;
        }
        position = new Position(position.record(), position.offset() + count, position.line() + lines);
        window.consume(count);
    }

    private void counted() {
        position = position.after(0, 0);
    }

    private Read fatal(MalformedCode code, Position begin) {
        finished = true;
        state = EndedReader.STATE;
        counted();
        return code.fatal(source, begin, position);
    }

    private byte byteAt(int at) {
        return window.bytes()[window.from() + at];
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
