package dev.millrace.feed.format;

import dev.millrace.kit.BoundedText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text line by line, or a line with those that continue it; its state is the name of the charset that the file's
 * start told.
 */
final class LinesReader implements RecordReader {

    /** What a continuation is recognised by; whole characters in all encodings of fixed width. */
    private static final int PREFIX_BYTES = 1 << 12;

    private final ByteWindow window;
    private final String source;
    private final LinesSettings settings;
    private final Encoding encoding;
    private final LineEnds line;
    private final String state;
    private Position position;
    private int content;
    private int bytes;
    private int lines;
    private boolean slow;

    LinesReader(ByteWindow window, LinesSettings settings, ReadContext context) throws IOException {
        this.window = window;
        this.source = context.source();
        this.settings = settings;
        this.position = context.start();
        if (position.offset() == 0) {
            ByteOrderMark mark = ByteOrderMark.consume(window, settings.charset());
            position = new Position(position.record(), mark.length(), position.line());
            encoding = mark.encoding();
            state = encoding.name();
        } else {
            state = context.state();
            encoding = Resume.encoding(state, source, LinesFormat.NAME);
        }
        this.line = new LineEnds(window, encoding);
    }

    @Override
    public Read next() throws IOException {
        while (window.holds(1)) {
            Position start = position;
            if (!findRecord()) {
                position = start.after(discard(), lines);
                return MalformedCode.RECORD_TOO_LARGE.recoverable(source, start, position);
            }
            position = start.after(bytes, lines);
            Read read = content > 0 || settings.keepsBlank() ? record(start) : null;
            window.consume(bytes);
            if (read != null) {
                return read;
            }
            position = new Position(start.record(), position.offset(), position.line());
        }
        return new Read.End(position);
    }

    /** Finds a line and those that continue it; false when they are too large. */
    private boolean findRecord() throws IOException {
        slow = false;
        lines = 0;
        bytes = 0;
        do {
            if (!line.find(bytes, settings.maxBytes())) {
                return false;
            }
            content = line.content();
            bytes = line.bytes();
            lines += line.lines();
        } while (continues(bytes));
        return true;
    }

    private boolean continues(int from) throws IOException {
        Optional<Pattern> continuation = settings.continuation();
        if (continuation.isEmpty() || !window.holds(from + 1)) {
            return false;
        }
        boolean whole = line.find(from, from + PREFIX_BYTES);
        int length = whole ? line.content() - from : PREFIX_BYTES;
        String text = new String(window.bytes(), window.from() + from, length, encoding.charset());
        try {
            return BoundedText.begins(continuation.get().matcher(BoundedText.byLength(text)));
        } catch (BoundedText.TooCostly e) {
            slow = true;
            return false;
        }
    }

    /** Drops the record that is too large, to its last line. */
    private long discard() throws IOException {
        window.consume(bytes);
        long dropped = bytes;
        do {
            dropped += line.discard();
            lines += line.lines();
        } while (continues(0));
        return dropped;
    }

    private @Nullable Read record(Position start) {
        try {
            if (slow) {
                return MalformedCode.PATTERN_TOO_SLOW.recoverable(source, start, position);
            }
            String text = encoding.decode(window.bytes(), window.from(), content);
            if (settings.pattern().isEmpty()) {
                return new Read.Value(Schema.STRING_SCHEMA, text, start, position);
            }
            Map<String, @Nullable String> fields =
                    settings.pattern().get().match(text).orElse(null);
            if (fields != null) {
                return new Read.Value(null, fields, start, position);
            }
            return switch (settings.unmatched()) {
                case MALFORMED -> MalformedCode.NO_MATCH.recoverable(source, start, position);
                case SKIP -> null;
                case TEXT -> new Read.Value(null, Map.of(LinesPattern.UNMATCHED, text), start, position);
            };
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT.recoverable(source, start, position);
        } catch (BoundedText.TooCostly e) {
            return MalformedCode.PATTERN_TOO_SLOW.recoverable(source, start, position);
        }
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
