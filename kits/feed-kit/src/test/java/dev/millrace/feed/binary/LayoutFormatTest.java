package dev.millrace.feed.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.feed.format.FormatSample;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordFormatContract;
import java.util.stream.Stream;

/** The format layout keeps what every format keeps. */
public class LayoutFormatTest extends RecordFormatContract {

    private static final String PLAIN = """
            name: quote
            record:
              endian: be
              fields:
                - {name: id, type: u2be}
                - {name: name, type: ascii(10)}
                - {name: price, type: "packed(5,2)"}
            """;
    private static final String VARYING = """
            name: message
            record:
              endian: be
              fields:
                - {name: count, type: u1}
                - {name: items, type: ascii(3), count: count}
            """;
    private static final String ONE = "0001 'secret4711' 12345C";
    private static final String TWO = "0002 'Anna      ' 00100D";

    @Override
    protected RecordFormat format() {
        return BinaryFormat.layout();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(
                sample("fixed", PLAIN, ONE + TWO, 2),
                sample(
                        "damaged",
                        PLAIN,
                        ONE + "0003 'secret4711' 1x345C".replace('x', 'A') + "00",
                        1,
                        "field-value",
                        "trailing-bytes"),
                sample("behind prefixes", PLAIN, "000F" + ONE + "000F" + TWO, 2)
                        .with("layout.framing", "prefix")
                        .with("layout.framing.rdw.length.includes.header", "no"),
                sample("whole", PLAIN, ONE, 1).with("layout.framing", "none"),
                sample("by content", VARYING, "02'abcdef' 00 01'xyz' 09'abc'", 3, "trailing-bytes")
                        .with("layout.framing", "content"),
                sample("many", PLAIN, (ONE + TWO).repeat(4000), 8000));
    }

    private static FormatSample sample(String name, String layout, String bytes, long values, String... codes) {
        return FormatSample.of(name, Bytes.of(bytes, UTF_8), values, codes).with("layout.text", layout);
    }
}
