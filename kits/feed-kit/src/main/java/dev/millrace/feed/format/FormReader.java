package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** Reads a stream as one form; resumed behind it, it finds nothing. Line ends behind the form are no part of it. */
final class FormReader implements RecordReader {

    private final ByteWindow window;
    private final FormSettings settings;
    private final Encoding encoding;
    private final String source;
    private Position position;
    private boolean finished;

    FormReader(ByteWindow window, FormSettings settings, ReadContext context) {
        this.window = window;
        this.settings = settings;
        this.encoding = Encoding.of(settings.charset());
        this.source = context.source();
        this.position = context.start();
        this.finished = context.start().offset() > 0;
    }

    @Override
    public Read next() throws IOException {
        if (finished || !window.holds(1)) {
            return new Read.End(position);
        }
        finished = true;
        Position start = position;
        if (window.holds(settings.maxBytes() + 1)) {
            position = start.after(settings.maxBytes() + 1L, 0);
            return MalformedCode.RECORD_TOO_LARGE.fatal(source, start, position);
        }
        int length = window.available();
        position = start.after(length, lines(length));
        int content = length;
        while (content > 0 && isLineEnd(content - 1)) {
            content--;
        }
        return form(content, start);
    }

    private Read form(int length, Position start) {
        FieldValues fields = new FieldValues(settings.lists());
        try {
            int from = 0;
            while (from <= length) {
                int end = indexOf('&', from, length);
                if (end > from) {
                    int equals = indexOf('=', from, end);
                    fields.add(text(from, equals), text(Math.min(equals + 1, end), end));
                }
                from = end + 1;
            }
        } catch (BrokenPercent broken) {
            return MalformedCode.INVALID_PERCENT.recoverable(source, start, position, "at byte " + broken.at);
        } catch (CharacterCodingException undecodable) {
            return MalformedCode.MALFORMED_INPUT.recoverable(source, start, position);
        }
        Map<String, Object> record = fields.record();
        return new Read.Value(null, record, start, position);
    }

    /** A percent sign is followed by something else than two hexadecimal digits. */
    private static final class BrokenPercent extends Exception {

        private static final long serialVersionUID = 1L;

        private final int at;

        BrokenPercent(int at) {
            super("a broken percent sign", null, false, false);
            this.at = at;
        }
    }

    private String text(int from, int to) throws BrokenPercent, CharacterCodingException {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = byteAt(at);
            if (b == '+') {
                b = ' ';
            } else if (b == '%') {
                boolean whole = at + 2 < to;
                int high = whole ? digit(at + 1) : -1;
                int low = whole ? digit(at + 2) : -1;
                if (high < 0 || low < 0) {
                    throw new BrokenPercent(at);
                }
                b = (byte) (high << 4 | low);
                at += 2;
            }
            decoded[length++] = b;
        }
        return encoding.decode(decoded, 0, length);
    }

    private int digit(int at) {
        return Character.digit(byteAt(at) & 0xFF, 16);
    }

    private int indexOf(char sign, int from, int to) {
        for (int at = from; at < to; at++) {
            if (byteAt(at) == sign) {
                return at;
            }
        }
        return to;
    }

    private long lines(int length) {
        long lines = 0;
        for (int at = 0; at < length; at++) {
            lines += byteAt(at) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private boolean isLineEnd(int at) {
        return byteAt(at) == '\n' || byteAt(at) == '\r';
    }

    private byte byteAt(int at) {
        return window.bytes()[window.from() + at];
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
