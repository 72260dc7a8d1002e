package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaMode;
import dev.millrace.feed.schema.SchemaSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file: what stands before the header, the header where there is one, record by record, and the footer. */
final class CsvRecordReader implements RecordReader {

    private final ByteWindow window;
    private final CsvSettings settings;
    private final String source;
    private final List<String> expected;
    private final boolean schemaless;
    private final String schemaName;
    private final Encoding encoding;
    private final CsvRecords records;
    private final LineEnds line;
    private final int comment;
    private final @Nullable CsvFooter footer;
    private final @Nullable CsvTotals totals;
    private @Nullable CsvHeader header;
    private Position position;
    private String state;
    private String columnsText;
    private boolean begun;
    private boolean finished;

    CsvRecordReader(ByteWindow window, CsvSettings settings, SchemaSettings schema, ReadContext context)
            throws IOException {
        this.window = window;
        this.settings = settings;
        this.source = context.source();
        this.position = context.start();
        this.schemaless = schema.mode() == SchemaMode.NONE;
        this.schemaName = schema.name().orElse("millrace.csv.Row");
        this.expected = settings.expected(schema);
        this.begun = position.offset() > 0;
        CsvState stored = null;
        if (begun) {
            stored = CsvState.parse(context.state(), source);
            encoding = stored.encoding();
        } else {
            ByteOrderMark mark = ByteOrderMark.consume(window, settings.charset());
            position = new Position(position.record(), mark.length(), position.line());
            encoding = mark.encoding();
        }
        settings.check(encoding, (key, sentence) -> {
            throw new ConfigException(key + " " + sentence + " (" + source + ")");
        });
        if (stored != null && !stored.columns().isEmpty()) {
            header = (settings.headerLine()
                            ? CsvHeader.of(schemaName, stored.columns(), expected, settings.policies())
                            : Optional.of(CsvHeader.of(schemaName, stored.columns())))
                    .orElseThrow(() -> Resume.unreadable(source, CsvFormat.NAME, null));
        } else if (!settings.headerLine() && !expected.isEmpty()) {
            header = CsvHeader.of(schemaName, expected);
        }
        String sum = stored == null ? "" : stored.sum();
        this.totals = settings.frame()
                .sumColumn()
                .map(column -> new CsvTotals(column, schema.values(), sum))
                .orElse(null);
        this.footer =
                settings.frame().footerLines() == 0 ? null : new CsvFooter(window, encoding, settings, schema.values());
        this.comment = settings.dialect().comment().map(encoding::unit).orElse(-1);
        this.line = new LineEnds(window, encoding);
        this.records = CsvRecords.of(window, encoding, settings);
        this.columnsText = header == null ? "" : CsvState.text(header.names());
        this.state = stateNow();
    }

    @Override
    public Read next() throws IOException {
        records.release();
        if (finished) {
            return new Read.End(position);
        }
        if (!begun) {
            begun = true;
            skipLines();
            if (header == null && settings.headerLine()) {
                Read.@Nullable Malformed malformed = readHeader();
                if (malformed != null) {
                    return ended(malformed);
                }
            }
        }
        if (finished || !findRecord()) {
            return finish();
        }
        Position start = position;
        position = start.after(records.bytes(), records.lines());
        Read read = record(start, position);
        if (totals != null) {
            if (read instanceof Read.Malformed) {
                totals.lose();
            }
            state = stateNow();
        }
        return read;
    }

    private Read ended(Read.Malformed malformed) {
        finished = true;
        state = EndedReader.STATE;
        position = malformed.end();
        return malformed;
    }

    /** Compares the trailer, where there is one. */
    private Read finish() throws IOException {
        finished = true;
        CsvFooter lines = footer;
        if (lines == null || (lines.bytes() == 0 && position.offset() == 0)) {
            return new Read.End(position);
        }
        MalformedCode fault = lines.fault(position.record(), totals == null ? null : totals.sum());
        Position start = position;
        Position end = start.after(lines.bytes(), lines.lines());
        if (fault != null) {
            return ended(fault.fatal(source, start, end));
        }
        position = new Position(start.record(), end.offset(), end.line());
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

    private void skipLines() throws IOException {
        for (int i = 0; i < settings.frame().skipLines() && window.holds(1); i++) {
            skipLine();
        }
    }

    private void skipLine() throws IOException {
        long dropped = line.discard();
        position = new Position(position.record(), position.offset() + dropped, position.line() + line.lines());
    }

    private boolean findRecord() throws IOException {
        long blank = 0;
        while (true) {
            if (footer != null && (blank > 0 ? footer.beginsBehindBlank(blank) : footer.begins())) {
                return false;
            }
            blank = 0;
            if (comment >= 0
                    && window.holds(encoding.width())
                    && encoding.unit(window.bytes(), window.from()) == comment) {
                skipLine();
                continue;
            }
            if (!records.next()) {
                return false;
            }
            if (!records.blank() || settings.keepsBlankLines()) {
                return true;
            }
            blank = records.bytes();
            moveBehind();
        }
    }

    private void moveBehind() {
        position =
                new Position(position.record(), position.offset() + records.bytes(), position.line() + records.lines());
        records.release();
    }

    private Read record(Position start, Position end) {
        MalformedCode fault = records.fault();
        if (fault != null) {
            return fault.recoverable(source, start, end);
        }
        CsvHeader columns = header;
        if (columns != null && !settings.policies().allow(records.fields(), columns.columns())) {
            return MalformedCode.FIELD_COUNT.recoverable(source, start, end);
        }
        try {
            @Nullable String[] values = records.read();
            if (columns == null) {
                columns = use(CsvHeader.of(schemaName, CsvHeader.numbered(values.length)));
            }
            if (totals != null) {
                totals.add(columns, values);
            }
            return schemaless
                    ? new Read.Value(
                            null, columns.map(values, settings.policies().extraFields()), start, end)
                    : new Read.Value(columns.schema(), columns.row(values), start, end);
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT.recoverable(source, start, end);
        }
    }

    private Read.@Nullable Malformed readHeader() throws IOException {
        List<@Nullable String[]> rows = new ArrayList<>();
        while (rows.size() < settings.frame().headerRows()) {
            if (!findRecord()) {
                // An empty file holds no record; there is nothing to set aside.
                finished = true;
                return null;
            }
            MalformedCode fault = records.fault();
            try {
                if (fault == null) {
                    rows.add(records.read());
                }
            } catch (CharacterCodingException e) {
                fault = MalformedCode.MALFORMED_INPUT;
            }
            if (fault == null && rows.size() == settings.frame().headerRows()) {
                fault = useHeader(CsvHeader.names(rows));
            }
            if (fault != null) {
                return fault.fatal(source, position, position.after(records.bytes(), records.lines()));
            }
            moveBehind();
        }
        return null;
    }

    private @Nullable MalformedCode useHeader(List<String> given) {
        boolean repeats = CsvHeader.hasDuplicates(given);
        if (repeats && !settings.policies().duplicatesAreNumbered()) {
            return MalformedCode.DUPLICATE_HEADER;
        }
        CsvHeader columns = CsvHeader.of(
                        schemaName, repeats ? CsvHeader.numbered(given) : given, expected, settings.policies())
                .orElse(null);
        if (columns == null || (totals != null && !totals.knows(columns))) {
            return MalformedCode.HEADER_MISMATCH;
        }
        CsvHeader unused = use(columns);
        return null;
    }

    private CsvHeader use(CsvHeader columns) {
        header = columns;
        columnsText = CsvState.text(columns.names());
        state = stateNow();
        return columns;
    }

    private String stateNow() {
        return CsvState.text(encoding, totals == null ? "" : totals.text(), columnsText);
    }
}
