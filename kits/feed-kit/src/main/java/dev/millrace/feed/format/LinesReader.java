package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import org.apache.kafka.connect.data.Schema;

/** Reads a text line by line; its state is the name of the charset that the file's start told. */
final class LinesReader implements RecordReader {

    private final ByteWindow window;
    private final String source;
    private final boolean keepsBlank;
    private final int maxBytes;
    private final Encoding encoding;
    private final LineEnds line;
    private final String state;
    private Position position;

    LinesReader(ByteWindow window, Charset charset, boolean keepsBlank, int maxBytes, ReadContext context)
            throws IOException {
        this.window = window;
        this.source = context.source();
        this.keepsBlank = keepsBlank;
        this.maxBytes = maxBytes;
        this.position = context.start();
        if (position.offset() == 0) {
            ByteOrderMark mark = ByteOrderMark.consume(window, charset);
            position = new Position(position.record(), mark.length(), position.line());
            encoding = mark.encoding();
            state = encoding.name();
        } else {
            state = context.state();
            encoding = Resume.encoding(state, source, "lines");
        }
        this.line = new LineEnds(window, encoding);
    }

    @Override
    public Read next() throws IOException {
        while (window.holds(1)) {
            Position start = position;
            if (!line.find(maxBytes)) {
                position = start.after(line.discard(), line.lines());
                return MalformedCode.RECORD_TOO_LARGE.recoverable(source, start, position);
            }
            if (line.content() > 0 || keepsBlank) {
                position = start.after(line.bytes(), line.lines());
                return text(start);
            }
            position = new Position(start.record(), start.offset() + line.bytes(), start.line() + line.lines());
            window.consume(line.bytes());
        }
        return new Read.End(position);
    }

    private Read text(Position start) {
        try {
            String text = encoding.decode(window.bytes(), window.from(), line.content());
            return new Read.Value(Schema.STRING_SCHEMA, text, start, position);
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT.recoverable(source, start, position);
        } finally {
            window.consume(line.bytes());
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
