package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts records of any dialect: with an escape character, separators and record ends of several characters, blanks around
 * fields, and quotes in odd places. Slower than {@link CsvScanner}, and like it in everything else.
 */
final class CsvDialectRecords implements CsvRecords {

    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private static final int NONE = -1;

    private final ByteWindow window;
    private final Encoding encoding;
    private final CsvSettings settings;
    private final CsvDialect dialect;
    private final CsvText text;
    private final LineEnds lineEnds;
    private final int width;
    private final int[] separator;
    private final int[] recordEnd;
    private final int quote;
    private final int escape;
    private final int feed;
    private final int otherFeed;
    private final int carriage;
    private final int space;
    private final int tab;
    private final List<Integer> bounds = new ArrayList<>();

    private int content;
    private long bytes;
    private int held;
    private int lines;
    private boolean ended;
    private @Nullable MalformedCode fault;

    CsvDialectRecords(ByteWindow window, Encoding encoding, CsvSettings settings) {
        this.window = window;
        this.encoding = encoding;
        this.settings = settings;
        this.dialect = settings.dialect();
        this.text = new CsvText(settings);
        this.lineEnds = new LineEnds(window, encoding);
        this.width = encoding.width();
        this.separator = units(settings.separator());
        this.recordEnd = units(dialect.recordEnd());
        this.quote = unit(settings.quote());
        this.escape = unit(dialect.escape());
        this.feed = encoding.unit('\n');
        this.otherFeed = encoding.otherLineFeed();
        this.carriage = encoding.unit('\r');
        this.space = encoding.unit(' ');
        this.tab = encoding.unit('\t');
    }

    @Override
    public boolean next() throws IOException {
        if (!window.holds(1)) {
            return false;
        }
        bounds.clear();
        lines = 0;
        fault = null;
        ended = false;
        scan();
        return true;
    }

    private void scan() throws IOException {
        State state = State.START;
        int at = 0;
        boolean afterReturn = false;
        while (window.holds(at + width)) {
            if (at > settings.recordMaxBytes()) {
                cut(MalformedCode.RECORD_TOO_LARGE, at);
                return;
            }
            int unit = unitAt(at);
            boolean isLine = isLine(unit);
            if (state != State.QUOTED) {
                if (matches(separator, at)) {
                    bounds.add(at);
                    at += separator.length * width;
                    state = State.START;
                    continue;
                }
                if (recordEnd.length == 0 ? isLine : matches(recordEnd, at)) {
                    lines++;
                    end(at, recordEnd.length == 0 ? lineEnds.behind(at) : at + recordEnd.length * width);
                    return;
                }
            }
            if (unit == escape) {
                at += width;
                if (state == State.CLOSED) {
                    if (!dialect.lenient()) {
                        cut(MalformedCode.TEXT_AFTER_CLOSING_QUOTE, at);
                        return;
                    }
                    state = State.QUOTED;
                } else if (state == State.START) {
                    state = State.PLAIN;
                }
                isLine = window.holds(at + width) && isLine(unitAt(at));
                unit = isLine ? unitAt(at) : NONE;
                if (unit == carriage) {
                    at = lineEnds.behind(at) - width;
                }
            } else if (unit == quote) {
                if (state == State.PLAIN && !dialect.lenient()) {
                    cut(MalformedCode.QUOTE_IN_UNQUOTED_FIELD, at);
                    return;
                }
                state = switch (state) {
                    case START, CLOSED -> State.QUOTED;
                    case PLAIN -> State.PLAIN;
                    case QUOTED -> State.CLOSED;
                };
            } else if (state == State.CLOSED && !(dialect.trims() && isBlank(unit))) {
                if (!dialect.lenient()) {
                    cut(MalformedCode.TEXT_AFTER_CLOSING_QUOTE, at);
                    return;
                }
                state = State.QUOTED;
            } else if (state == State.START && !(dialect.trims() && isBlank(unit))) {
                state = State.PLAIN;
            }
            if (isLine && recordEnd.length == 0 && (unit == carriage || !afterReturn)) {
                lines++;
            }
            afterReturn = isLine && unit == carriage;
            at += width;
        }
        if (state == State.QUOTED) {
            cut(MalformedCode.UNTERMINATED_QUOTE, at);
        } else {
            end(window.available(), window.available());
        }
    }

    private boolean isLine(int unit) {
        return unit == carriage || unit == feed || unit == otherFeed;
    }

    private boolean isBlank(int unit) {
        return unit == space || unit == tab;
    }

    private boolean matches(int[] signs, int at) throws IOException {
        if (signs.length == 0 || unitAt(at) != signs[0] || !window.holds(at + signs.length * width)) {
            return false;
        }
        for (int i = 1; i < signs.length; i++) {
            if (unitAt(at + i * width) != signs[i]) {
                return false;
            }
        }
        return true;
    }

    private int unitAt(int at) {
        return encoding.unit(window.bytes(), window.from() + at);
    }

    private void end(int contentEnd, int recordEndAt) throws IOException {
        if (contentEnd > settings.recordMaxBytes()) {
            cut(MalformedCode.RECORD_TOO_LARGE, contentEnd);
            return;
        }
        ended = true;
        content = contentEnd;
        bytes = recordEndAt;
        held = recordEndAt;
    }

    /** Makes the first line the record, or all up to the first record end where that is another one. */
    private void cut(MalformedCode code, int at) throws IOException {
        if (recordEnd.length > 0) {
            cutAtRecordEnd(code);
            return;
        }
        if (lineEnds.find(settings.recordMaxBytes())) {
            fault = at > settings.recordMaxBytes() ? MalformedCode.UNTERMINATED_QUOTE : code;
            bytes = lineEnds.bytes();
            held = lineEnds.bytes();
        } else {
            fault = MalformedCode.RECORD_TOO_LARGE;
            bytes = lineEnds.discard();
            held = 0;
        }
        lines = lineEnds.lines();
    }

    private void cutAtRecordEnd(MalformedCode code) throws IOException {
        fault = code;
        lines = 0;
        bytes = 0;
        held = 0;
        int at = 0;
        while (window.holds(at + width)) {
            if (matches(recordEnd, at)) {
                at += recordEnd.length * width;
                lines = 1;
                break;
            }
            at += width;
            if (at > settings.recordMaxBytes()) {
                fault = MalformedCode.RECORD_TOO_LARGE;
                bytes += at;
                window.consume(at);
                at = 0;
            }
        }
        held = lines == 1 ? at : window.available();
        bytes += held;
    }

    @Override
    public @Nullable String[] read() throws CharacterCodingException {
        @Nullable String[] fields = new String[fields()];
        int begin = 0;
        for (int i = 0; i < fields.length; i++) {
            int end = i < bounds.size() ? bounds.get(i) : content;
            fields[i] = text.field(encoding.decode(window.bytes(), window.from() + begin, end - begin));
            begin = end + separator.length * width;
        }
        return fields;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public int lines() {
        return lines;
    }

    @Override
    public int fields() {
        return bounds.size() + 1;
    }

    @Override
    public boolean blank() {
        return ended && content == 0;
    }

    @Override
    public @Nullable MalformedCode fault() {
        return fault;
    }

    @Override
    public void release() {
        window.consume(held);
        held = 0;
    }

    private int unit(Optional<Character> sign) {
        return sign.isPresent() ? encoding.unit(sign.get()) : NONE;
    }

    private int[] units(String signs) {
        int[] units = new int[signs.length()];
        Arrays.setAll(units, i -> encoding.unit(signs.charAt(i)));
        return units;
    }
}
