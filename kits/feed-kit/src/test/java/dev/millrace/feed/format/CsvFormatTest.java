package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.stream.Stream;

class CsvFormatTest extends RecordFormatContract {

    private static final String TEXT =
            "id,name , note\r\n1,Grüße,\n\r\n2,\"a, \"\"b\"\"\",\"x\r\ny\rz\n\"\r3,c,\"\"\n\n4,,d";

    @Override
    protected RecordFormat format() {
        return new CsvFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.concat(charsets(), Stream.concat(dialects(), malformed()));
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
                FormatSample.of("shift_jis", "表,名\n1,表ソ\n\"表\",\"ソ\"\"表\"\n", Charset.forName("Shift_JIS"), 2)
                        .with("csv.charset", "Shift_JIS"),
                FormatSample.of("a real replacement character", "a,b\n1,\uFFFD\n", UTF_8, 1));
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
