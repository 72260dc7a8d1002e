package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.stream.Stream;

class LinesFormatTest extends RecordFormatContract {

    private static final String TEXT = "one\ntwo\r\nthree\rfour\n\r\n\nGrüße";

    @Override
    protected RecordFormat format() {
        return new LinesFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.concat(texts(), patterns());
    }

    private static Stream<FormatSample> patterns() {
        String stack = "ERROR x\n at y\r\n\tat z\nINFO ok\n\n  \nWARN é";
        return Stream.of(
                FormatSample.of("fields", "1 a\n" + PAYLOAD + "\n2 b", UTF_8, 2, "no-match")
                        .with("lines.pattern", "%{INT:n:int64} %{WORD:w}"),
                FormatSample.of("fields that do not fit", "1\n300\n2", UTF_8, 2, "field-value")
                        .with("lines.pattern", "%{INT:n:int8}"),
                FormatSample.of("unmatched skipped", "x\n1\ny\n2\nz", UTF_8, 2)
                        .with("lines.pattern", "%{INT:n:int8}")
                        .with("lines.unmatched", "skip"),
                FormatSample.of("unmatched kept", "x\n1\n", UTF_8, 2)
                        .with("lines.pattern", "%{INT:n:int8}")
                        .with("lines.unmatched", "text"),
                FormatSample.of("slow", "x".repeat(60) + "\n1", UTF_8, 0, "pattern-too-slow", "no-match")
                        .with("lines.pattern", "(?<a>(x+x+)+\\2y)"),
                FormatSample.of("a deep pattern", "xy".repeat(40_000) + "z\nxyz", UTF_8, 1, "pattern-too-slow")
                        .with("lines.pattern", "(?<a>(x|y)*z)"),
                FormatSample.of("continued", stack, UTF_8, 4).with("lines.continuation", "\\s"),
                FormatSample.of("continued in utf-16", stack, UTF_16LE, 4)
                        .with("lines.charset", "UTF-16LE")
                        .with("lines.continuation", "\\s"),
                FormatSample.of("continued, blank lines skipped", stack, UTF_8, 4)
                        .with("lines.blank", "skip")
                        .with("lines.continuation", "\\s"),
                FormatSample.of(
                                "too many continuations",
                                "a\n" + (" " + PAYLOAD + "\n").repeat(2_000) + "b\n",
                                UTF_8,
                                1,
                                "record-too-large")
                        .with("lines.max.bytes", "64")
                        .with("lines.continuation", "\\s"),
                FormatSample.of("long continuations", "a\n" + (" " + "x".repeat(9000) + "\n").repeat(5) + "b", UTF_8, 2)
                        .with("lines.continuation", "\\s"),
                FormatSample.of("a slow continuation", "a\n" + "x".repeat(60) + "\nb", UTF_8, 2, "pattern-too-slow")
                        .with("lines.continuation", "(x+x+)+\\1y"),
                FormatSample.of("sampled fields", "1 a\n2 b\n", UTF_8, 2)
                        .with("lines.pattern", "%{INT:n} %{WORD:w}")
                        .with("schema.mode", "sampled"));
    }

    private static Stream<FormatSample> texts() {
        return Stream.of(
                FormatSample.of("utf-8", TEXT, UTF_8, 7),
                FormatSample.of("blank lines skipped", TEXT, UTF_8, 5).with("lines.blank", "skip"),
                FormatSample.of("utf-8 with a mark", "\uFEFF" + TEXT + "\n", UTF_8, 7),
                FormatSample.of("utf-16le with a mark", "\uFEFF" + TEXT + "\n\uFEFFx\u0A0D", UTF_16LE, 8),
                FormatSample.of("utf-16be", TEXT, UTF_16BE, 7).with("lines.charset", "UTF-16"),
                FormatSample.of("utf-32le", TEXT, Charset.forName("UTF-32LE"), 7)
                        .with("lines.charset", "UTF-32LE"),
                FormatSample.of("latin 1", TEXT, ISO_8859_1, 7).with("lines.charset", "ISO-8859-1"),
                FormatSample.of("ebcdic", TEXT, Charset.forName("IBM037"), 7).with("lines.charset", "IBM037"),
                FormatSample.of("only line ends", "\r\r\n\n", UTF_8, 3),
                FormatSample.of("not utf-8", "a\n" + PAYLOAD + "\u00C3(\nb", ISO_8859_1, 2, "malformed-input"),
                FormatSample.of("half a character", new byte[] {'a', 0, '\n', 0, 'b'}, 1, "malformed-input")
                        .with("lines.charset", "UTF-16LE"),
                FormatSample.of("a long line", "a\n" + PAYLOAD.repeat(20_000) + "\r\nb", UTF_8, 2, "record-too-large")
                        .with("lines.max.bytes", "64"),
                FormatSample.of("a long last line", "a\n" + PAYLOAD.repeat(20), UTF_8, 1, "record-too-large")
                        .with("lines.max.bytes", "64"),
                FormatSample.of(
                                "at the limit",
                                "x".repeat(64) + "\r\n" + "x".repeat(65) + "\n",
                                UTF_8,
                                1,
                                "record-too-large")
                        .with("lines.max.bytes", "64"),
                FormatSample.of("many lines", "line é\r\n".repeat(20_000), UTF_8, 20_000));
    }
}
