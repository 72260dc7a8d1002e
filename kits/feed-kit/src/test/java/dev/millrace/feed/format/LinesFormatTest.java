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
