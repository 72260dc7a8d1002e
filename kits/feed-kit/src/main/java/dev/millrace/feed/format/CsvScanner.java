package dev.millrace.feed.format;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next record's bytes by RFC 4180's rules, without decoding them. After {@link #next()} the record begins at the
 * window's start; {@link #release()} moves the window behind it.
 *
 * <p>At a quoting fault the record is cut behind its first line: what follows is read as if the fault had not been.
 */
final class CsvScanner {

    private static final int FIELD_START = 0;
    private static final int PLAIN = 1;
    private static final int QUOTED = 2;
    private static final int CLOSED = 3;

    private static final byte ORDINARY = 0;
    private static final byte SEPARATOR = 1;
    private static final byte QUOTE = 2;
    private static final byte LINE_FEED = 3;
    private static final byte CARRIAGE_RETURN = 4;

    private final ByteWindow window;
    private final Encoding encoding;
    private final LineEnds lineEnds;
    private final int width;
    private final int maxBytes;
    private final byte[] kinds = new byte[256];

    private int[] separators = new int[64];
    private int fields;
    private int content;
    private long bytes;
    private int held;
    private int lines;
    private boolean quoted;
    private boolean ascii;
    private @Nullable MalformedCode fault;

    CsvScanner(ByteWindow window, Encoding encoding, CsvSettings settings) {
        this.window = window;
        this.encoding = encoding;
        this.lineEnds = new LineEnds(window, encoding);
        this.width = encoding.width();
        this.maxBytes = settings.recordMaxBytes();
        kinds[encoding.unit('\n')] = LINE_FEED;
        kinds[encoding.otherLineFeed()] = LINE_FEED;
        kinds[encoding.unit('\r')] = CARRIAGE_RETURN;
        kinds[encoding.unit(settings.separator().charAt(0))] = SEPARATOR;
        settings.quote().ifPresent(quote -> kinds[encoding.unit(quote)] = QUOTE);
    }

    /** Finds a record, a blank line or a fault; false at the end of the stream. */
    boolean next() throws IOException {
        if (!window.holds(1)) {
            return false;
        }
        fields = 0;
        lines = 0;
        quoted = false;
        ascii = true;
        fault = null;
        if (width > 1 || !line()) {
            scan();
        }
        return true;
    }

    /** The common case, a line without quotes that lies in the window; false for all others, which are not begun then. */
    private boolean line() {
        byte[] array = window.bytes();
        byte[] kind = kinds;
        int base = window.from();
        // The byte behind a carriage return tells whether it belongs to it.
        int last = base + Math.min(window.available() - 1, maxBytes);
        int seen = 0;
        for (int i = base; i < last; i++) {
            byte b = array[i];
            seen |= b;
            byte found = kind[b & 0xFF];
            if (found == ORDINARY) {
                continue;
            }
            if (found == SEPARATOR) {
                separate(i - base);
                continue;
            }
            if (found == QUOTE) {
                break;
            }
            ascii = seen >= 0;
            lines = 1;
            content = i - base;
            boolean pair = found == CARRIAGE_RETURN && kind[array[i + 1] & 0xFF] == LINE_FEED;
            held = content + (pair ? 2 : 1);
            bytes = held;
            return true;
        }
        fields = 0;
        return false;
    }

    /** The bytes without the line end. */
    int content() {
        return content;
    }

    /** All bytes, line end included. */
    long bytes() {
        return bytes;
    }

    /** The line ends in it, its own included. */
    int lines() {
        return lines;
    }

    int fields() {
        return fields + 1;
    }

    /** Where the field ends that has the index, from 0. */
    int end(int field) {
        return field < fields ? separators[field] : content;
    }

    /** Whether a field is quoted. */
    boolean quoted() {
        return quoted;
    }

    /** Whether every unit is a byte below 128. */
    boolean ascii() {
        return ascii;
    }

    boolean blank() {
        return content == 0 && fault == null;
    }

    /** What is wrong with it, null if nothing. */
    @Nullable
    MalformedCode fault() {
        return fault;
    }

    void release() {
        window.consume(held);
        held = 0;
    }

    private void scan() throws IOException {
        int at = 0;
        int state = FIELD_START;
        int seen = 0;
        boolean afterReturn = false;
        while (true) {
            byte[] array = window.bytes();
            int base = window.from();
            int last = window.available() - width;
            while (at <= last) {
                int unit = width == 1 ? array[base + at] & 0xFF : encoding.unit(array, base + at);
                int kind = unit >>> 8 == 0 ? kinds[unit] : ORDINARY;
                seen |= unit;
                if (kind == ORDINARY) {
                    if (state == FIELD_START) {
                        state = PLAIN;
                    } else if (state == CLOSED) {
                        cut(MalformedCode.TEXT_AFTER_CLOSING_QUOTE, at);
                        return;
                    }
                    afterReturn = false;
                } else if (state == QUOTED) {
                    if (kind == QUOTE) {
                        state = CLOSED;
                    } else if (kind == CARRIAGE_RETURN || (kind == LINE_FEED && !afterReturn)) {
                        lines++;
                    }
                    afterReturn = kind == CARRIAGE_RETURN;
                } else if (kind == SEPARATOR) {
                    separate(at);
                    state = FIELD_START;
                } else if (kind == QUOTE) {
                    if (state == PLAIN) {
                        cut(MalformedCode.QUOTE_IN_UNQUOTED_FIELD, at);
                        return;
                    }
                    quoted = true;
                    state = QUOTED;
                } else {
                    ascii = width == 1 && seen < 0x80;
                    lines++;
                    end(at, lineEnds.behind(at));
                    return;
                }
                at += width;
            }
            if (at > maxBytes) {
                cut(MalformedCode.RECORD_TOO_LARGE, at);
                return;
            }
            if (!window.more()) {
                break;
            }
        }
        ascii = width == 1 && seen < 0x80;
        if (state == QUOTED) {
            cut(MalformedCode.UNTERMINATED_QUOTE, at);
        } else {
            end(window.available(), window.available());
        }
    }

    private void separate(int at) {
        if (fields == separators.length) {
            separators = Arrays.copyOf(separators, fields * 2);
        }
        separators[fields++] = at;
    }

    private void end(int contentEnd, int recordEnd) throws IOException {
        if (contentEnd > maxBytes) {
            cut(MalformedCode.RECORD_TOO_LARGE, contentEnd);
            return;
        }
        content = contentEnd;
        bytes = recordEnd;
        held = recordEnd;
    }

    /** Makes the first line the record. A line end inside a record that is too large can only stand in quotes. */
    private void cut(MalformedCode code, int at) throws IOException {
        if (lineEnds.find(maxBytes)) {
            fault = at > maxBytes ? MalformedCode.UNTERMINATED_QUOTE : code;
            bytes = lineEnds.bytes();
            held = lineEnds.bytes();
        } else {
            fault = MalformedCode.RECORD_TOO_LARGE;
            bytes = lineEnds.discard();
            held = 0;
        }
        content = lineEnds.content();
        lines = lineEnds.lines();
    }
}
