package dev.millrace.feed.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields out of a record's bytes: those without quotes are cut where the scanner found separators, those with
 * quotes are parsed by FastCSV, which lives as long as the file and is fed one record at a time.
 */
final class CsvFields {

    /** FastCSV doubles its buffer, and wants room for a read behind the longest field. */
    private static final int BUFFER_ROOM = 1 << 16;

    private final ByteWindow window;
    private final CsvScanner scanner;
    private final Encoding encoding;
    private final boolean emptyIsNull;
    private final OneRecord record = new OneRecord();
    private final Iterator<@Nullable String[]> quotedRecords;

    CsvFields(ByteWindow window, CsvScanner scanner, Encoding encoding, CsvSettings settings) {
        this.window = window;
        this.scanner = scanner;
        this.encoding = encoding;
        this.emptyIsNull = settings.emptyIsNull();
        this.quotedRecords = CsvReader.builder()
                .fieldSeparator(settings.separator())
                .quoteCharacter(settings.quote().orElse(settings.separator() == '"' ? '\'' : '"'))
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(false)
                .maxBufferSize(BUFFER_ROOM + 2 * settings.recordMaxBytes())
                .build(new Collector(), record)
                .iterator();
    }

    /**
     * The fields of the record that the scanner found.
     *
     * @throws CharacterCodingException when bytes are no character of the charset
     */
    @Nullable
    String[] read() throws CharacterCodingException {
        if (scanner.quoted()) {
            record.set(encoding.decode(window.bytes(), window.from(), scanner.content()));
            return quotedRecords.next();
        }
        @Nullable String[] fields = new String[scanner.fields()];
        boolean suspect = false;
        int begin = 0;
        for (int i = 0; i < fields.length; i++) {
            int end = scanner.end(i);
            String field = new String(window.bytes(), window.from() + begin, end - begin, encoding.charset());
            suspect |= !scanner.ascii() && Encoding.isSuspect(field);
            fields[i] = emptyIsNull && end == begin ? null : field;
            begin = end + encoding.width();
        }
        if (suspect) {
            encoding.decode(window.bytes(), window.from(), scanner.content());
        }
        return fields;
    }

    /** Collects what FastCSV finds. */
    private final class Collector extends AbstractBaseCsvCallbackHandler<@Nullable String[]> {

        private @Nullable String[] fields = new String[0];

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields = new String[scanner.fields()];
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            fields[index] = emptyIsNull && length == 0 && !quoted ? null : new String(buffer, offset, length);
        }

        @Override
        protected @Nullable String[] buildRecord() {
            return fields;
        }
    }

    /** A text that never ends, handed over record by record. */
    private static final class OneRecord extends Reader {

        private String text = "";
        private int at;

        void set(String content) {
            text = content;
            at = 0;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            int count = Math.min(length, text.length() - at);
            text.getChars(at, at + count, buffer, offset);
            at += count;
            if (count == length) {
                return count;
            }
            buffer[offset + count] = '\n';
            return count + 1;
        }

        @Override
        public void close() {
            text = "";
        }
    }
}
