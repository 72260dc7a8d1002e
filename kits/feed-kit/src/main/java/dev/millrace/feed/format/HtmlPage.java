package dev.millrace.feed.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * A page that was looked through: its records in the order in which they begin, or the one fault in their place. No larger than
 * the page, which has a limit.
 */
record HtmlPage(List<Read> reads) implements Survey {

    HtmlPage {
        reads = List.copyOf(reads);
    }

    /**
     * Looks through a page.
     *
     * @param bytes one more than a page may have where it has more
     */
    static HtmlPage read(byte[] bytes, HtmlSettings settings, String source) throws IOException {
        if (bytes.length == 0) {
            return new HtmlPage(List.of());
        }
        if (bytes.length > settings.documentMaxBytes()) {
            return refused(MalformedCode.DOCUMENT_TOO_LARGE, source, bytes);
        }
        Optional<HtmlText> text = HtmlText.of(bytes, settings.charset());
        if (text.isEmpty()) {
            return refused(MalformedCode.ENCODING_UNSUPPORTED, source, bytes);
        }
        Document document =
                Parser.htmlParser().setTrackPosition(true).parseInput(text.get().text(), "");
        List<HtmlSpan> spans = spans(document, settings.record());
        boolean isExpected = settings.expect().isEmpty()
                ? !spans.isEmpty()
                : !document.select(settings.expect()).isEmpty();
        if (!isExpected) {
            return refused(MalformedCode.ELEMENT_NOT_FOUND, source, bytes);
        }
        HtmlValues values = new HtmlValues(settings, text.get().size());
        return new HtmlPage(reads(spans, text.get(), values, settings.recordMaxBytes(), source));
    }

    private static HtmlPage refused(MalformedCode code, String source, byte[] bytes) {
        return new HtmlPage(List.of(code.fatal(source, Position.START, Position.START.after(bytes.length, 0))));
    }

    /** Where the records stand in the text, in order; none lies within another. */
    private static List<HtmlSpan> spans(Document document, String selector) {
        Set<Element> found = Collections.newSetFromMap(new IdentityHashMap<>());
        found.addAll(document.select(QueryParser.parse(selector)));
        List<HtmlSpan> spans = new ArrayList<>();
        HtmlSpan.outermost(document, found)
                .forEach(element -> HtmlSpan.of(element).ifPresent(spans::add));
        return HtmlSpan.inOrder(spans);
    }

    private static List<Read> reads(
            List<HtmlSpan> spans, HtmlText text, HtmlValues values, int maxBytes, String source) {
        int[] bytes = text.bytesAt(spans.stream()
                .flatMapToInt(span -> IntStream.of(span.from(), span.to()))
                .toArray());
        List<Read> reads = new ArrayList<>();
        LineCount lines = new LineCount(text.text());
        for (int i = 0; i < spans.size(); i++) {
            HtmlSpan span = spans.get(i);
            Position start = new Position(i, bytes[2 * i], lines.upTo(span.from()));
            Position end = new Position(i + 1L, bytes[2 * i + 1], lines.upTo(span.to()));
            if (span.isTorn()) {
                reads.add(MalformedCode.INVALID_HTML.recoverable(source, start, end));
            } else if (end.offset() - start.offset() > maxBytes) {
                reads.add(MalformedCode.RECORD_TOO_LARGE.recoverable(source, start, end));
            } else if (!text.isDecodable(span.from(), span.to(), bytes[2 * i], bytes[2 * i + 1])) {
                reads.add(MalformedCode.MALFORMED_INPUT.recoverable(source, start, end));
            } else {
                reads.add(read(values, span.element(), source, start, end));
            }
        }
        return reads;
    }

    private static Read read(HtmlValues values, Element element, String source, Position start, Position end) {
        try {
            Map<String, @Nullable Object> value = values.of(element);
            return new Read.Value(null, value, start, end);
        } catch (HtmlTable.Misfit misfit) {
            return MalformedCode.FIELD_COUNT.recoverable(source, start, end, misfit.detail());
        }
    }

    /** Counts lines while places rise. */
    private static final class LineCount {

        private final String text;
        private int reached;
        private long line = 1;

        LineCount(String text) {
            this.text = text;
        }

        long upTo(int place) {
            for (; reached < place; reached++) {
                line += text.charAt(reached) == '\n' ? 1 : 0;
            }
            return line;
        }
    }
}
