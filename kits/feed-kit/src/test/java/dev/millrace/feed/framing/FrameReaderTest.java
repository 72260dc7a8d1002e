package dev.millrace.feed.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameReaderTest {

    private static final Charset EBCDIC = Charset.forName("IBM037");

    /** Name, options, bytes (hexadecimal, or text between quotes), the frames: text, or !KIND for a fault. */
    static Stream<Arguments> cases() {
        return Stream.of(
                of("f", "framing=f framing.record.bytes=3", "'abcdef'", "abc def"),
                of("f cut", "framing=f framing.record.bytes=3", "'abcde'", "abc !REMAINDER"),
                of("f of the layout", "framing=f", "'abcdefgh'", "abcd efgh"),
                of(
                        "f with bytes around",
                        "framing=f framing.skip.before.bytes=1 framing.skip.after.bytes=2",
                        "'<abcd>><efgh>>'",
                        "abcd efgh"),
                of(
                        "fb padded",
                        "framing=fb framing.block.bytes=10",
                        "'abcdefgh..ijklmnop..qrst'",
                        "abcd efgh ijkl mnop qrst"),
                of(
                        "fb of few records",
                        "framing=fb framing.block.bytes=10 framing.block.records=1",
                        "'abcd......efgh......'",
                        "abcd efgh"),
                of("fb by count", "framing=fb framing.block.records=2", "'abcdefghijklmnop'", "abcd efgh ijkl mnop"),
                of("v", "framing=v", "00070000 'abc' 00060000 'de'", "abc de"),
                of("v exclusive by itself", "framing=v", "00030000 'abc' 00020000 'de'", "abc de"),
                of("v exclusive", "framing=v framing.rdw.length.includes.header=no", "00030000 'abc'", "abc"),
                of("v little", "framing=v framing.endian=auto", "00000700 'abc' 00000600 'de'", "abc de"),
                of("v of four bytes", "framing=v", "00000007 'abc'", "abc"),
                of("v adjusted", "framing=v framing.rdw.adjustment.bytes=-1", "00080000 'abc'", "abc"),
                of("v cut in the word", "framing=v", "00070000 'abc' 0007", "abc !REMAINDER"),
                of("v cut", "framing=v", "00070000 'abc' 00090000 'd'", "abc !REMAINDER"),
                of("v padded", "framing=v", "00070000 'abc' 0000000000000000", "abc !REMAINDER"),
                of("v lost", "framing=v", "00070000 'abc' 00030000 'de'", "abc !LOST"),
                of(
                        "v too large",
                        "framing=v record.max.bytes=64",
                        "00480000 " + "00".repeat(68) + " 00060000 'de'",
                        "!TOO_LARGE de"),
                of("vb", "framing=vb", "00110000 00070000 'abc' 00060000 'de' 00090000 00050000 'x'", "abc de x"),
                of("vb exclusive", "framing=vb", "000D0000 00030000 'abc' 00020000 'de'", "abc de"),
                of("vb of mixed counting", "framing=vb", "000D0000 00070000 'abc' 00060000 'de'", "abc de"),
                of("vb extended", "framing=vb", "80000011 00070000 'abc' 00060000 'de'", "abc de"),
                of(
                        "vb not filled",
                        "framing=vb",
                        "000D0000 00070000 'abc' 4040 00090000 00050000 'x'",
                        "abc !BROKEN x"),
                of("vb not there", "framing=vb", "00110000 00070000 'abc'", "abc !REMAINDER"),
                of("vbfr", "framing=vbfr", "000C0000 'abcdefgh' 00080000 'ijkl'", "abcd efgh ijkl"),
                of("vbfr not filled", "framing=vbfr", "000A0000 'abcdef' 00080000 'ijkl'", "abcd !BROKEN ijkl"),
                of("u", "framing=u", "00070000 'abc' 00060000 'de'", "abc de"),
                of("vs", "framing=vs", "00070000 'abc' 00060100 'de' 00050300 'f' 00060200 'gh'", "abc defgh"),
                of("vs without first", "framing=vs", "00060200 'gh' 00050000 'x'", "!BROKEN x"),
                of("vs without last", "framing=vs", "00060100 'gh' 00050000 'x'", "!BROKEN x"),
                of("vs cut", "framing=vs", "00060100 'gh'", "!REMAINDER"),
                of(
                        "vs too large",
                        "framing=vs record.max.bytes=64",
                        "00480100 " + "00".repeat(68) + " 00050200 'y' 00050000 'x'",
                        "!TOO_LARGE x"),
                of(
                        "vbs",
                        "framing=vbs",
                        "000F0000 00050000 'x' 00060100 'de' 000F0000 00060200 'gh' 00050000 'y'",
                        "x degh y"),
                of("prefix", "framing=prefix", "0005 'abc' 0003 'x'", "abc x"),
                of("prefix exclusive", "framing=prefix", "0003 'abc' 0001 'x'", "abc x"),
                of(
                        "prefix with a mark",
                        "framing=prefix framing.prefix.bytes=5 framing.prefix.length.at=3 framing.endian=little"
                                + " framing.rdw.length.includes.header=no framing.prefix.when=0=01",
                        "0100000300 'abc' 0200000200 'no' 0100000100 'x'",
                        "abc x"),
                of("lines", "framing=lines", "'abc' 0D0A 0A 'de' 0A0A0D 'f'", "abc de f"),
                of(
                        "lines ended by bytes",
                        "framing=lines framing.line.end=0D25",
                        "'ab' 0D 'c' 0D25 'de' 0D25",
                        "ab\rc de"),
                of(
                        "line too large",
                        "framing=lines record.max.bytes=64",
                        "'" + "a".repeat(65) + "' 0A 'de' 0A",
                        "!TOO_LARGE de"),
                of("none", "framing=none", "'abcdef'", "abcdef"),
                of("none too large", "framing=none record.max.bytes=64", "'" + "a".repeat(65) + "'", "!TOO_LARGE"),
                of("length", "framing=length", "'2ab3def1x'", "2ab 3def 1x"),
                of("length not told", "framing=length", "'2abc3def'", "2ab !LOST"),
                of("length cut", "framing=length", "'2ab3d'", "2ab !REMAINDER"),
                of(
                        "file header and trailer",
                        "framing=v framing.header.bytes=2 framing.trailer.bytes=3",
                        "'HH' 00070000 'abc' 'TTT'",
                        "abc"));
    }

    private static Arguments of(String name, String options, String bytes, String frames) {
        return Arguments.of(name, options, bytes, frames);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void cutsRecords(String name, String options, String bytes, String frames) throws IOException {
        byte[] stream = bytes(bytes);

        List<Seen> seen = read(options, stream, 0, "");

        assertThat(seen.stream().map(Seen::text)).containsExactly(frames.split(" "));
        assertThat(seen.get(seen.size() - 1).end()).isLessThanOrEqualTo(stream.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void goesOnBehindEachOfThem(String name, String options, String bytes, String frames) throws IOException {
        byte[] stream = bytes(bytes);
        List<Seen> seen = read(options, stream, 0, "");

        for (int i = 0; i < seen.size() - 1; i++) {
            assertThat(read(options, stream, seen.get(i).end(), seen.get(i).state()))
                    .isEqualTo(seen.subList(i + 1, seen.size()));
        }
    }

    @Test
    void endsLinesOfEbcdicWithItsThreeEnds() throws IOException {
        FramingSettings settings = settings("framing=lines");
        byte[] stream = bytes("8182 15 8384 25 8586 0D25 87");

        List<String> lines = new ArrayList<>();
        try (FrameReader reader =
                new FrameReader(new ByteArrayInputStream(stream), settings, 0, RecordMeasure.NONE, EBCDIC, 0, "")) {
            while (reader.next()) {
                lines.add(new String(reader.bytes(), reader.from(), reader.to() - reader.from(), EBCDIC));
            }
        }

        assertThat(lines).containsExactly("ab", "cd", "ef", "g");
    }

    @Test
    void advisesOnTheSettingsThatFitAndShowsDescriptorsOnly() throws IOException {
        byte[] stream = bytes("000B0000 'secrets' 00090000 'topic'");

        assertThat(advice("framing=f", stream))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("00 0B 00 00,", "copybook.framing=v,", "endian=big", "includes.header=yes")
                        .doesNotContain(HexFormat.ofDelimiter(" ").formatHex("se".getBytes(ISO_8859_1))));
        assertThat(advice("framing=v", stream)).isEmpty();
        assertThat(advice("framing=v", bytes("'no such words at all'"))).isEmpty();
    }

    private static Optional<String> advice(String options, byte[] stream) throws IOException {
        try (FrameReader reader = open(options, stream, 0, "")) {
            while (reader.next() && reader.fault().isEmpty()) {
                assertThat(reader.taken()).isPositive();
            }
            return reader.advice("copybook");
        }
    }

    private record Seen(String text, long end, String state) {}

    private static List<Seen> read(String options, byte[] stream, long offset, String state) throws IOException {
        List<Seen> seen = new ArrayList<>();
        long at = offset;
        try (FrameReader reader = open(options, stream, offset, state)) {
            boolean lost = false;
            while (!lost && reader.next()) {
                at += reader.skipped() + reader.taken();
                String text = reader.fault()
                        .map(fault -> "!" + fault.kind())
                        .orElseGet(() ->
                                new String(reader.bytes(), reader.from(), reader.to() - reader.from(), ISO_8859_1));
                seen.add(new Seen(text, at, reader.state()));
                lost = text.equals("!LOST");
            }
        }
        return seen;
    }

    private static FrameReader open(String options, byte[] stream, long offset, String state) throws IOException {
        InputStream rest = new ByteArrayInputStream(stream, (int) offset, stream.length - (int) offset);
        FramingSettings settings = settings(options);
        return new FrameReader(rest, settings, 4, new FirstDigit(), ISO_8859_1, offset, state);
    }

    /** A digit at its beginning says how many bytes follow. */
    private static final class FirstDigit implements RecordMeasure {
        @Override
        public int needs() {
            return 1;
        }

        @Override
        public long measure(byte[] bytes, int from, int to) {
            int digit = from < to ? bytes[from] - '0' : -1;
            return digit < 0 || digit > 9 ? UNKNOWN : 1 + digit;
        }
    }

    private static FramingSettings settings(String options) {
        ConfigDef definition = new ConfigDef();
        FramingSettings.define(new Options(definition, "copybook"), "copybook");
        Map<String, String> values = new HashMap<>();
        for (String option : options.split(" ", -1)) {
            int equals = option.indexOf('=');
            values.put("copybook." + option.substring(0, equals), option.substring(equals + 1));
        }
        return FramingSettings.from(new AbstractConfig(definition, values, false), "copybook");
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            char next = text.charAt(at);
            if (next == '\'') {
                int end = text.indexOf('\'', at + 1);
                bytes.writeBytes(text.substring(at + 1, end).getBytes(ISO_8859_1));
                at = end + 1;
            } else if (next == ' ') {
                at++;
            } else {
                bytes.write(HexFormat.fromHexDigits(text, at, at + 2));
                at += 2;
            }
        }
        return bytes.toByteArray();
    }
}
