package dev.millrace.feed.edi;

import dev.millrace.feed.format.ByteWindow;
import dev.millrace.feed.format.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream and the walk through it.
 *
 * @param marked whether a byte order mark of UTF-8 stands at its start; it outranks what is configured
 */
record EdiStream(EdiWalk walk, boolean marked) {

    private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    static EdiStream fromStart(InputStream bytes, EdiTerms terms) throws IOException {
        ByteWindow window = new ByteWindow(bytes);
        boolean marked = window.holds(MARK.length)
                && Arrays.equals(MARK, Arrays.copyOfRange(window.bytes(), window.from(), window.from() + MARK.length));
        window.consume(marked ? MARK.length : 0);
        return of(window, terms, marked, marked ? MARK.length : 0, 1);
    }

    static EdiStream from(InputStream bytes, EdiTerms terms, boolean marked, Position start) {
        return of(new ByteWindow(bytes), terms, marked, start.offset(), start.line());
    }

    private static EdiStream of(ByteWindow window, EdiTerms terms, boolean marked, long offset, long line) {
        EdiSettings settings = terms.settings();
        @Nullable
        Charset charset = marked ? StandardCharsets.UTF_8 : settings.charset().orElse(null);
        Alphabet alphabet = new Alphabet(charset == null ? StandardCharsets.ISO_8859_1 : charset);
        SegmentScanner scanner = new SegmentScanner(window, alphabet, settings.recordMaxBytes(), offset, line);
        return new EdiStream(
                new EdiWalk(scanner, alphabet, charset, marked ? envelope -> Optional.empty() : terms::charset),
                marked);
    }
}
