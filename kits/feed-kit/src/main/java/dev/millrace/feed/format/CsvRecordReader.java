package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file: the header first, where there is one, then record by record. */
final class CsvRecordReader implements RecordReader {

    private final ByteWindow window;
    private final CsvSettings settings;
    private final String source;
    private final Encoding encoding;
    private final CsvScanner scanner;
    private final CsvFields fields;
    private @Nullable CsvHeader header;
    private Position position;
    private String state;
    private boolean finished;

    CsvRecordReader(ByteWindow window, CsvSettings settings, ReadContext context) throws IOException {
        this.window = window;
        this.settings = settings;
        this.source = context.source();
        this.position = context.start();
        List<String> columns = settings.headerLine() ? List.of() : settings.columns();
        if (position.offset() == 0) {
            ByteOrderMark mark = ByteOrderMark.consume(window, settings.charset());
            position = new Position(position.record(), mark.length(), position.line());
            encoding = mark.encoding();
        } else {
            CsvState stored = CsvState.parse(context.state(), source);
            encoding = stored.encoding();
            columns = stored.columns();
        }
        settings.check(encoding, (key, sentence) -> {
            throw new ConfigException(key + " " + sentence + " (" + source + ")");
        });
        if (!columns.isEmpty()) {
            header = new CsvHeader(columns);
        }
        this.state = new CsvState(encoding, columns).text();
        this.scanner = new CsvScanner(window, encoding, settings);
        this.fields = new CsvFields(window, scanner, encoding, settings);
    }

    @Override
    public Read next() throws IOException {
        scanner.release();
        if (!finished && header == null && settings.headerLine()) {
            Read.@Nullable Malformed malformed = readHeader();
            if (malformed != null) {
                finished = true;
                state = EndedReader.STATE;
                position = malformed.end();
                return malformed;
            }
            scanner.release();
        }
        if (finished || !findRecord()) {
            finished = true;
            return new Read.End(position);
        }
        Position start = position;
        position = start.after(scanner.bytes(), scanner.lines());
        return record(start, position);
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    private boolean findRecord() throws IOException {
        while (scanner.next()) {
            if (!scanner.blank() || settings.keepsBlankLines()) {
                return true;
            }
            position = behindHeld();
            scanner.release();
        }
        return false;
    }

    private Position behindHeld() {
        return new Position(position.record(), position.offset() + scanner.bytes(), position.line() + scanner.lines());
    }

    private Read record(Position start, Position end) {
        MalformedCode fault = scanner.fault();
        if (fault != null) {
            return fault.recoverable(source, start, end);
        }
        if (header != null && header.columns() != scanner.fields()) {
            return MalformedCode.FIELD_COUNT.recoverable(source, start, end);
        }
        try {
            @Nullable String[] values = fields.read();
            CsvHeader columns = header == null ? use(CsvHeader.numbered(values.length)) : header;
            return new Read.Value(columns.schema(), columns.row(values), start, end);
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT.recoverable(source, start, end);
        }
    }

    private Read.@Nullable Malformed readHeader() throws IOException {
        if (!findRecord()) {
            // An empty file holds no record; there is nothing to set aside.
            finished = true;
            return null;
        }
        MalformedCode fault = scanner.fault();
        if (fault == null) {
            fault = useHeaderLine();
        }
        if (fault != null) {
            return fault.fatal(source, position, position.after(scanner.bytes(), scanner.lines()));
        }
        position = behindHeld();
        return null;
    }

    private @Nullable MalformedCode useHeaderLine() {
        try {
            List<String> names = CsvHeader.names(fields.read());
            if (CsvHeader.hasDuplicates(names)) {
                return MalformedCode.DUPLICATE_HEADER;
            }
            if (!settings.columns().isEmpty() && !settings.columns().equals(names)) {
                return MalformedCode.HEADER_MISMATCH;
            }
            use(names);
            return null;
        } catch (CharacterCodingException e) {
            return MalformedCode.MALFORMED_INPUT;
        }
    }

    private CsvHeader use(List<String> names) {
        CsvHeader columns = new CsvHeader(names);
        header = columns;
        state = new CsvState(encoding, names).text();
        return columns;
    }
}
