package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes the fields out of a record's bytes, cut where the scanner found separators. */
final class CsvFields implements CsvRecords {

    private static final int NONE = -1;

    private final ByteWindow window;
    private final CsvScanner scanner;
    private final Encoding encoding;
    private final boolean emptyIsNull;
    private final int quoteUnit;
    private final String quote;
    private final Charset plainCharset;

    CsvFields(ByteWindow window, CsvScanner scanner, Encoding encoding, CsvSettings settings) {
        this.window = window;
        this.scanner = scanner;
        this.encoding = encoding;
        this.emptyIsNull = settings.emptyIsNull();
        this.quote = settings.quote().map(String::valueOf).orElse("");
        this.quoteUnit = settings.quote().map(encoding::unit).orElse(NONE);
        // Bytes below 128 are the same characters in both, and those of the second need no check.
        boolean extendsAscii = encoding.charset().equals(StandardCharsets.UTF_8);
        this.plainCharset = extendsAscii ? StandardCharsets.ISO_8859_1 : encoding.charset();
    }

    @Override
    public boolean next() throws IOException {
        return scanner.next();
    }

    @Override
    public @Nullable String[] read() throws CharacterCodingException {
        byte[] bytes = window.bytes();
        int base = window.from();
        boolean ascii = scanner.ascii();
        Charset charset = ascii ? plainCharset : encoding.charset();
        @Nullable String[] fields = new String[scanner.fields()];
        boolean suspect = false;
        int begin = 0;
        for (int i = 0; i < fields.length; i++) {
            int end = scanner.end(i);
            if (scanner.quoted() && begin < end && encoding.unit(bytes, base + begin) == quoteUnit) {
                fields[i] = unquoted(bytes, base + begin, base + end, charset);
            } else {
                fields[i] = emptyIsNull && end == begin ? null : new String(bytes, base + begin, end - begin, charset);
            }
            String field = fields[i];
            suspect |= !ascii && field != null && Encoding.isSuspect(field);
            begin = end + encoding.width();
        }
        if (suspect) {
            String unused = encoding.decode(bytes, base, scanner.content());
        }
        return fields;
    }

    /** The scanner saw to it that the quote closes where the field ends, and that those inside are doubled. */
    private String unquoted(byte[] bytes, int begin, int end, Charset charset) {
        int width = encoding.width();
        String text = new String(bytes, begin + width, end - begin - 2 * width, charset);
        return text.contains(quote) ? text.replace(quote + quote, quote) : text;
    }

    @Override
    public long bytes() {
        return scanner.bytes();
    }

    @Override
    public int lines() {
        return scanner.lines();
    }

    @Override
    public int fields() {
        return scanner.fields();
    }

    @Override
    public boolean blank() {
        return scanner.blank();
    }

    @Override
    public @Nullable MalformedCode fault() {
        return scanner.fault();
    }

    @Override
    public void release() {
        scanner.release();
    }
}
