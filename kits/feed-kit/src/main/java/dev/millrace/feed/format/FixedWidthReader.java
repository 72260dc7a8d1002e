package dev.millrace.feed.format;

import dev.millrace.feed.layout.Column;
import dev.millrace.feed.layout.Layout;
import dev.millrace.feed.layout.RecordType;
import dev.millrace.feed.schema.Unfit;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads records by a layout; its state is how records end in this file, and the running totals. */
final class FixedWidthReader implements RecordReader {

    /** The header that names a record's type, where a layout has several. */
    static final String TYPE_HEADER = "millrace.record.type";

    private static final String LINES = "lines:";
    private static final String BLOCKS = "blocks:";

    private final ByteWindow window;
    private final Layout layout;
    private final Encoding encoding;
    private final FixedWidthTypes types;
    private final FixedWidthTotals totals;
    private final FixedWidthCutter cutter;
    private final String source;
    private Position position;
    private String state;
    private boolean finished;

    FixedWidthReader(ByteWindow window, FixedWidthSettings settings, FixedWidthTypes types, ReadContext context)
            throws IOException {
        this.window = window;
        this.layout = settings.layout();
        this.encoding = settings.encoding();
        this.types = types;
        this.source = context.source();
        this.position = context.start();
        this.totals = new FixedWidthTotals(layout);
        String stored = context.state();
        Boolean lines = null;
        if (!stored.isEmpty()) {
            lines = stored.startsWith(LINES);
            restore(stored, context);
        } else if (ByteOrderMark.consumeUtf8(window) > 0) {
            position = new Position(position.record(), 3, position.line());
        }
        this.cutter = new FixedWidthCutter(window, settings, lines);
        this.state = stored.isEmpty() ? currentState("") : stored;
    }

    private void restore(String stored, ReadContext context) {
        try {
            totals.restore(stored.substring(stored.indexOf(':') + 1));
        } catch (IllegalArgumentException wrong) {
            throw Resume.unreadable(context.source(), FixedWidthFormat.NAME, wrong);
        }
    }

    @Override
    public Read next() throws IOException {
        while (!finished && cutter.next()) {
            Position start = position;
            if (cutter.fault() == null && cutter.content() == 0) {
                position = behind(start);
                continue;
            }
            Position end = start.after(cutter.bytes(), cutter.lineEnds());
            MalformedCode fault = cutter.fault();
            Read read = fault != null ? fault.recoverable(source, start, end) : record(start, end);
            if (read == null) {
                position = behind(start);
                state = currentState(state);
                continue;
            }
            position = end;
            state = currentState(state);
            return read;
        }
        if (!finished) {
            finished = true;
            Optional<FixedWidthTotals.Fault> fault = totals.end();
            if (fault.isPresent()) {
                Position start = position;
                position = start.after(0, 0);
                state = EndedReader.STATE;
                return malformed(fault.get(), start, position, false);
            }
        }
        return new Read.End(position);
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    /** The record that was cut; null when it is one to be read over. */
    private @Nullable Read record(Position start, Position end) {
        try {
            FixedWidthText text = FixedWidthText.of(window, cutter.content(), layout.unit(), encoding);
            Optional<RecordType> found = layout.typeOf(text.text(), text::place);
            if (found.isEmpty()) {
                return MalformedCode.RECORD_TYPE_UNKNOWN.recoverable(source, start, end);
            }
            RecordType type = found.get();
            if (!fits(type, text.units())) {
                return MalformedCode.RECORD_LENGTH.recoverable(source, start, end);
            }
            Map<String, String> fields = fields(type, text);
            Optional<FixedWidthTotals.Fault> fault = totals.add(type, fields);
            if (fault.isPresent()) {
                return malformed(fault.get(), start, end, true);
            }
            if (type.skipped()) {
                return null;
            }
            return types.value(type, fields, headers(type), start, end);
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT.recoverable(source, start, end);
        } catch (Unfit e) {
            return MalformedCode.FIELD_VALUE.recoverable(source, start, end, e.complaint());
        } catch (NotAllowed e) {
            return MalformedCode.FIELD_VALUE.recoverable(source, start, end, String.valueOf(e.getMessage()));
        }
    }

    /** A field does not hold what the layout demands; names the field alone. */
    private static final class NotAllowed extends Exception {
        private static final long serialVersionUID = 1L;

        NotAllowed(String field) {
            super("field " + field + " holds what its layout does not allow", null, false, false);
        }
    }

    private static Map<String, String> fields(RecordType type, FixedWidthText text)
            throws NotAllowed, CharacterCodingException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Column column : type.columns()) {
            if (!column.isRead()) {
                continue;
            }
            String raw = text.slice(column);
            if (!column.allows(raw)) {
                throw new NotAllowed(column.name());
            }
            if (!column.name().isEmpty()) {
                fields.put(column.name(), column.valueOf(raw));
            }
        }
        return fields;
    }

    private boolean fits(RecordType type, int units) {
        return units >= type.length()
                && (layout.length().isEmpty() || units == layout.length().getAsInt());
    }

    private @Nullable Headers headers(RecordType type) {
        return layout.types().size() == 1 ? null : new ConnectHeaders().addString(TYPE_HEADER, type.name());
    }

    private Read.Malformed malformed(FixedWidthTotals.Fault fault, Position start, Position end, boolean recoverable) {
        String place =
                " (line " + start.line() + ", byte " + start.offset() + ", after " + start.record() + " records)";
        return new Read.Malformed(fault.code(), source + ": " + fault.message() + place, start, end, recoverable);
    }

    private Position behind(Position start) {
        return new Position(start.record(), start.offset() + cutter.bytes(), start.line() + cutter.lineEnds());
    }

    private String currentState(String before) {
        String kind = cutter.lines() ? LINES : BLOCKS;
        String totalled = totals.state();
        String now = totalled.isEmpty() ? kind : kind + totalled;
        return now.equals(before) ? before : now;
    }
}
