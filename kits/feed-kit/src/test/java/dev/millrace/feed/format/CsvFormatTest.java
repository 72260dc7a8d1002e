package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CsvFormatTest extends RecordFormatContract {

    private static final String TEXT =
            "id,name , note\r\n1,Grüße,\n\r\n2,\"a, \"\"b\"\"\",\"x\r\ny\rz\n\"\r3,c,\"\"\n\n4,,d";

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsAHeaderOfHundredsOfThousandsOfColumnsInTheTimeOfItsLength() throws IOException {
        byte[] file = (",".repeat(400_000) + "\n").getBytes(UTF_8);

        assertThat(FormatSpec.read("csv", Map.of(), file)).isEmpty();
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void looksForTheFooterOnceInARowOfBlankLines() throws IOException {
        byte[] file = ("a\n1\n" + "\n".repeat(600_000) + "2\n" + "\n".repeat(600_000) + "T\n").getBytes(UTF_8);

        List<SeenRead> reads = FormatSpec.read("csv", Map.of("csv.footer.lines", "1"), file);

        assertThat(reads).extracting(SeenRead::value).containsExactly(Map.of("a", "1"), Map.of("a", "2"));
    }

    @Override
    protected RecordFormat format() {
        return new CsvFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(charsets(), dialects(), otherDialects(), frames(), schemas(), malformed())
                .flatMap(samples -> samples);
    }

    private static Stream<FormatSample> otherDialects() {
        String escaped = "a,b\n\"x\\\"y\",1\\,2\n\\N,\"1\r\n2\"\r\n3\\\r\n4,5\n6\n";
        return Stream.of(
                FormatSample.of("escapes", escaped, UTF_8, 3, "field-count").with("csv.escape", "\\"),
                FormatSample.of("escapes in utf-16", escaped, UTF_16LE, 3, "field-count")
                        .with("csv.escape", "\\")
                        .with("csv.charset", "UTF-16LE"),
                FormatSample.of("comments", "#x\"\r\na,b\r\n# \r\n1,2\r\n#\r\n3,4\r\n#", UTF_8, 2)
                        .with("csv.comment", "#"),
                FormatSample.of("lenient", "a,b\r\nx\"y,\"5\" z\"\r\n1,\"" + PAYLOAD, UTF_8, 1, "unterminated-quote")
                        .with("csv.quotes", "lenient"),
                FormatSample.of("lenient ebcdic", "a,b\nx\"y,\"5\" z\"\n", Charset.forName("IBM273"), 1)
                        .with("csv.charset", "IBM273")
                        .with("csv.quotes", "lenient"),
                FormatSample.of("trimmed", " a , b\n 1 ,\" 2 \" \n3,4 \n", UTF_8, 2)
                        .with("csv.blanks", "trim"),
                FormatSample.of("a long separator", "a||b\n1|||2\n\"x||\"||y\n", UTF_8, 2)
                        .with("csv.separator", "||"),
                FormatSample.of("record ends", "a,b~1,2~\"3~\n\",4~5", UTF_8, 2, "field-count")
                        .with("csv.record.end", "~"),
                FormatSample.of(
                                "large with record ends",
                                "a~" + PAYLOAD.repeat(20_000) + "~b~\"" + PAYLOAD.repeat(20) + "~c",
                                UTF_8,
                                2,
                                "record-too-large",
                                "record-too-large")
                        .with("csv.record.end", "~")
                        .with("csv.record.max.bytes", "64"),
                FormatSample.of("many with escapes", "a,b\n" + "x\\,y,\"ä\\\"\r\n\"\r\n".repeat(5_000), UTF_8, 5_000)
                        .with("csv.escape", "\\"),
                FormatSample.of("any width", "a,b\n1\n1,2,3\n", UTF_8, 2)
                        .with("schema.mode", "none")
                        .with("csv.fields.missing", "null")
                        .with("csv.fields.extra", "number"));
    }

    private static Stream<FormatSample> frames() {
        String totals = "title\n\na,b\n1,2\n\"3\n\",4\nT;2;6\n\n";
        String pattern = "^T;(?<count>\\d+);(?<sum>\\d+)$";
        return Stream.of(
                FormatSample.of("lines to skip", "x\r\n\"\r\na,b\r\n1,2", UTF_8, 1)
                        .with("csv.skip.lines", "2"),
                FormatSample.of("header rows", "x,,y\r\na,b\r\n1,2,3", UTF_8, 1).with("csv.header.rows", "2"),
                FormatSample.of("a footer", totals, UTF_8, 2)
                        .with("csv.skip.lines", "2")
                        .with("csv.footer.lines", "1")
                        .with("csv.footer.pattern", pattern)
                        .with("csv.footer.sum.column", "b")
                        .lookingAhead(),
                FormatSample.of("a footer in utf-16", totals, UTF_16LE, 2)
                        .with("csv.charset", "UTF-16LE")
                        .with("csv.skip.lines", "2")
                        .with("csv.footer.lines", "1")
                        .with("csv.footer.pattern", pattern)
                        .with("csv.footer.sum.column", "b")
                        .lookingAhead(),
                FormatSample.of("a wrong sum", totals.replace(";6", ";7"), UTF_8, 2, "trailer-sum")
                        .with("csv.skip.lines", "2")
                        .with("csv.footer.lines", "1")
                        .with("csv.footer.pattern", pattern)
                        .with("csv.footer.sum.column", "b")
                        .lookingAhead(),
                FormatSample.of("a footer behind many records", "a\n" + "1\n".repeat(60_000) + "T\nU", UTF_8, 60_000)
                        .with("csv.footer.lines", "2")
                        .lookingAhead(),
                FormatSample.of("columns by name", "b,x,a,a\n1,2,3,4\n5,6,7,8", UTF_8, 2)
                        .with("csv.columns", "a,b,c")
                        .with("csv.columns.order", "match")
                        .with("csv.columns.extra", "ignore")
                        .with("csv.columns.missing", "null")
                        .with("csv.columns.duplicate", "number"));
    }

    private static Stream<FormatSample> schemas() {
        String typed = "id,name\n1,a\n2,\nx" + PAYLOAD + ",b\n4\n5,c";
        return Stream.of(
                FormatSample.of("declared", typed, UTF_8, 3, "field-value", "field-count")
                        .with("schema.mode", "declared")
                        .with("schema.fields", "id int64, name string?"),
                FormatSample.of("declared, without a header", "1,a\n2,b\n", UTF_8, 2)
                        .with("schema.mode", "declared")
                        .with("schema.fields", "id int64, name string?")
                        .with("csv.header", "none"),
                FormatSample.of("sampled", typed, UTF_8, 3, "field-value", "field-count")
                        .with("schema.mode", "sampled")
                        .with("schema.sample.records", "2"),
                FormatSample.of("sampled, the rest would make another", "a\nx\n1\n2\n", UTF_8, 3)
                        .with("schema.mode", "sampled"),
                FormatSample.of("sampled, broken at first", "a,b\n1\n2\n3,4\n", UTF_8, 1, "field-count", "field-count")
                        .with("schema.mode", "sampled"),
                FormatSample.of("sampled, without a header line", "", UTF_8, 0).with("schema.mode", "sampled"),
                FormatSample.of("sampled, a broken header", "a,a\n", UTF_8, 0, "duplicate-header")
                        .with("schema.mode", "sampled"),
                FormatSample.of("many sampled", "i,f\n" + "1,0.5\n".repeat(20_000), UTF_8, 20_000)
                        .with("schema.mode", "sampled"),
                FormatSample.of("no schema", typed, UTF_8, 4, "field-count").with("schema.mode", "none"));
    }

    private static Stream<FormatSample> charsets() {
        return Stream.of(
                FormatSample.of("utf-8", TEXT, UTF_8, 4),
                FormatSample.of("utf-8 with a mark", "\uFEFF" + TEXT, UTF_8, 4),
                FormatSample.of("utf-8 with a mark, latin 1 configured", "\uFEFF" + TEXT, UTF_8, 4)
                        .with("csv.charset", "ISO-8859-1"),
                FormatSample.of("utf-16le with a mark", "\uFEFF" + TEXT + "\r\n5,\u0A2C\u2C0D,\u0D0A", UTF_16LE, 5),
                FormatSample.of("utf-16be with a mark", "\uFEFF" + TEXT + "\n", UTF_16BE, 4),
                FormatSample.of("utf-16le", TEXT, UTF_16LE, 4).with("csv.charset", "UTF-16LE"),
                FormatSample.of("utf-16", TEXT, UTF_16BE, 4).with("csv.charset", "UTF-16"),
                FormatSample.of("utf-32le with a mark", "\uFEFF" + TEXT, Charset.forName("UTF-32LE"), 4),
                FormatSample.of("utf-32be", TEXT, Charset.forName("UTF-32BE"), 4)
                        .with("csv.charset", "UTF-32"),
                FormatSample.of("windows-1252", TEXT, Charset.forName("windows-1252"), 4)
                        .with("csv.charset", "windows-1252"),
                FormatSample.of("ebcdic", TEXT, Charset.forName("IBM037"), 4).with("csv.charset", "IBM037"),
                FormatSample.of("ebcdic, open systems", TEXT, Charset.forName("IBM1047"), 4)
                        .with("csv.charset", "IBM1047"),
                FormatSample.of("ebcdic with line feeds", lineFeeds(TEXT, "IBM037"), 4)
                        .with("csv.charset", "IBM037"),
                FormatSample.of("ebcdic, German", lineFeeds(TEXT, "IBM273"), 4).with("csv.charset", "IBM273"),
                FormatSample.of("shift_jis", "表,名\n1,表ソ\n\"表\",\"ソ\"\"表\"\n", Charset.forName("Shift_JIS"), 2)
                        .with("csv.charset", "Shift_JIS"),
                FormatSample.of("a real replacement character", "a,b\n1,\uFFFD\n", UTF_8, 1));
    }

    /** EBCDIC whose lines end with LF rather than NEL. */
    private static byte[] lineFeeds(String text, String charset) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0x15 ? 0x25 : bytes[i];
        }
        return bytes;
    }

    private static Stream<FormatSample> dialects() {
        return Stream.of(
                FormatSample.of("no header", "1,2\n3,4\n", UTF_8, 2).with("csv.header", "none"),
                FormatSample.of("named columns", "1;2\n3;4\n", UTF_8, 2)
                        .with("csv.header", "none")
                        .with("csv.separator", ";")
                        .with("csv.columns", "left,right"),
                FormatSample.of("blank lines kept", "a\n\n1\r\n\r\n", UTF_8, 3).with("csv.blank.lines", "keep"),
                FormatSample.of("empty as null", "a,b\n,\"\"\n\"x\",\n", UTF_8, 2)
                        .with("csv.empty.fields", "null"),
                FormatSample.of("no quotes known", "a\tb\n5\" pipe\t\"x\n\"\t'\n", UTF_8, 2)
                        .with("csv.quote", "none")
                        .with("csv.separator", "tab"),
                FormatSample.of("names that need an escape", "\"a,b\",\"c\nd\",50%,e+f\n1,2,3,4\n5,6,7,8", UTF_8, 2),
                FormatSample.of("only a header", "a,b\n", UTF_8, 0),
                FormatSample.of("nothing, without a header", "", UTF_8, 0).with("csv.header", "none"),
                FormatSample.of("a mark and nothing", "\uFEFF", UTF_8, 0).with("csv.header", "none"),
                FormatSample.of("many columns", "a" + ",x".repeat(200) + "\n", UTF_8, 1)
                        .with("csv.header", "none"),
                FormatSample.of("a very large field", "a\n\"" + "x\"\"".repeat(340_000) + "\"\ny", UTF_8, 2),
                FormatSample.of(
                        "many records",
                        "id,text\r\n" + "1,\"ä \"\"b\"\"\r\n\"\r\n2,c\r\n".repeat(5_000),
                        UTF_8,
                        10_000));
    }

    private static Stream<FormatSample> malformed() {
        return Stream.of(
                FormatSample.of("an open quote", "a,b\n1,\"" + PAYLOAD + "\n2,3\n4,5", UTF_8, 2, "unterminated-quote"),
                FormatSample.of(
                        "an open quote in the last line", "a,b\n1,\"" + PAYLOAD, UTF_8, 0, "unterminated-quote"),
                FormatSample.of(
                                "an open quote and the limit",
                                "a,b\n1,\"" + PAYLOAD + "\n2,3\n4,5" + "\n6,7".repeat(40),
                                UTF_8,
                                42,
                                "unterminated-quote")
                        .with("csv.record.max.bytes", "64"),
                FormatSample.of(
                        "text behind a quote",
                        "a,b\n1,\"x\"" + PAYLOAD + "\r\n2,3",
                        UTF_8,
                        1,
                        "text-after-closing-quote"),
                FormatSample.of(
                        "text behind a quote on the second line",
                        "a,b\n1,\"x\r\n" + PAYLOAD + "\"y\r\n2,3",
                        UTF_8,
                        1,
                        "text-after-closing-quote",
                        "quote-in-unquoted-field"),
                FormatSample.of("a lone quote", "a,b\n1,x\"" + PAYLOAD + "\r2,3", UTF_8, 1, "quote-in-unquoted-field"),
                FormatSample.of(
                        "too few and too many fields",
                        "a,b\n" + PAYLOAD + "\n1,2\n1,2," + PAYLOAD + "\n",
                        UTF_8,
                        1,
                        "field-count",
                        "field-count"),
                FormatSample.of(
                                "a first record that is none",
                                "a\"b\n1,2\n3\n",
                                UTF_8,
                                1,
                                "quote-in-unquoted-field",
                                "field-count")
                        .with("csv.header", "none"),
                FormatSample.of(
                        "not utf-8",
                        "a,b\n1," + PAYLOAD + "\u00C3(\n2,\"\u00E4\"\n3,4",
                        ISO_8859_1,
                        1,
                        "malformed-input",
                        "malformed-input"),
                FormatSample.of("half a character", (TEXT + "\n5,6,").getBytes(UTF_16LE), 5)
                        .with("csv.charset", "UTF-16LE"),
                FormatSample.of(
                                "a large record",
                                "a,b\n1," + PAYLOAD.repeat(20_000) + "\r\n2,3\n",
                                UTF_8,
                                1,
                                "record-too-large")
                        .with("csv.record.max.bytes", "64"),
                FormatSample.of(
                                "a large quoted record",
                                "a,b\n1,\"" + PAYLOAD.repeat(20) + "\"\r\n2,3\n",
                                UTF_8,
                                1,
                                "record-too-large")
                        .with("csv.record.max.bytes", "64"),
                FormatSample.of("no header line", "\n\n", UTF_8, 0),
                FormatSample.of("an empty file", "", UTF_8, 0),
                FormatSample.of("another header", PAYLOAD + ",b\n1,2", UTF_8, 0, "header-mismatch")
                        .with("csv.columns", "a,b"),
                FormatSample.of("a column twice", "a, a\n1,2", UTF_8, 0, "duplicate-header"),
                FormatSample.of("a broken header", "a,\"b\"" + PAYLOAD + "\n1,2", UTF_8, 0, "text-after-closing-quote"),
                FormatSample.of("a header that is not utf-8", "\u00E4,b\n1,2", ISO_8859_1, 0, "malformed-input"));
    }
}
