package dev.millrace.feed.binary;

import dev.millrace.feed.format.FormatSample;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordFormatContract;
import java.util.stream.Stream;

/** The format copybook keeps what every format keeps. */
public class CopybookFormatTest extends RecordFormatContract {

    private static final String PLAIN = """
                   01 CUSTOMER.
                      05 ID PIC 9(3).
                      05 NAME PIC X(10).
                      05 BALANCE PIC S9(3)V99 COMP-3.
            """;
    private static final String ONE = "'001secret4711' 12345C";
    private static final String TWO = "'002Anna      ' 00100D";
    private static final String BAD = "'0x3secret4711' 12345C";
    private static final String TABLE = """
                   01 BASKET.
                      05 SIZE-OF PIC 9.
                      05 ITEM PIC X(3) OCCURS 0 TO 5 DEPENDING ON SIZE-OF.
            """;
    private static final String TYPED = """
                   01 HEAD.
                      05 KIND PIC X.
                      05 DAY-OF PIC 9(6).
                   01 DETAIL.
                      05 KIND PIC X.
                      05 AMOUNT PIC 9(3).
                   01 TAIL.
                      05 KIND PIC X.
                      05 HOW-MANY PIC 9(2).
                      05 TOTAL PIC 9(4).
            """;
    private static final String SEGMENTS = """
                   01 ENTITY.
                      05 KIND PIC X.
                      05 FIRM.
                         10 TITLE PIC X(5).
                      05 UNIT REDEFINES FIRM.
                         10 TITLE PIC X(5).
                      05 PERSON REDEFINES FIRM.
                         10 TITLE PIC X(5).
            """;

    @Override
    protected RecordFormat format() {
        return BinaryFormat.copybook();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(framed(), typed(), long_()).flatMap(all -> all);
    }

    private static Stream<FormatSample> framed() {
        String both = Bytes.described(ONE) + Bytes.described(TWO);
        String block = "002C0000 " + both;
        return Stream.of(
                sample("fixed", PLAIN, ONE + TWO, 2),
                sample("fixed and damaged", PLAIN, ONE + BAD + TWO + "'00'", 2, "field-value", "trailing-bytes"),
                sample("left over", PLAIN, ONE + "40", 1, "~trailing-bytes").with("copybook.framing.remainder", "skip"),
                sample("fails", PLAIN, ONE + "40", 1, "trailing-bytes").with("copybook.framing.remainder", "fail"),
                sample("described", PLAIN, both, 2).with("copybook.framing", "v"),
                sample("lost", PLAIN, Bytes.described(ONE) + "00030000" + ONE, 1, "frame-lost")
                        .with("copybook.framing", "v"),
                sample("too long", PLAIN, Bytes.described(ONE + "40") + Bytes.described(TWO), 1, "record-length")
                        .with("copybook.framing", "v"),
                sample("too long, ignored", PLAIN, Bytes.described(ONE + "40") + Bytes.described(TWO), 2)
                        .with("copybook.framing", "v")
                        .with("copybook.records.long", "ignore"),
                sample("too short", PLAIN, Bytes.described("'001'") + Bytes.described(TWO), 1, "field-value")
                        .with("copybook.framing", "v"),
                sample("blocked", PLAIN, block + block, 4).with("copybook.framing", "vb"),
                sample("spanned", PLAIN, "00070100 '001' 00110200 'secret4711' 12345C", 1)
                        .with("copybook.framing", "vs"),
                sample("lines", PLAIN, ONE + "25" + ONE + "15", 2).with("copybook.framing", "lines"),
                sample("lines with binary fields", PLAIN, ONE + "15" + TWO + "15", 2)
                        .with("copybook.framing", "lines")
                        .with("copybook.framing.line.end", "15"),
                sample("by content", TABLE, "'2abcdef0' '1xyz9abc'", 3, "trailing-bytes")
                        .with("copybook.framing", "content"),
                sample("by field", TABLE, "'2abcdef0' '1xyz'", 3)
                        .with("copybook.framing", "length")
                        .with("copybook.framing.length.field", "SIZE-OF * 3 + 1"),
                sample("whole", PLAIN, ONE, 1).with("copybook.framing", "none"),
                sample("header and trailer", PLAIN, "4040" + ONE + TWO + "404040", 2)
                        .with("copybook.framing.header.bytes", "2")
                        .with("copybook.framing.trailer.bytes", "3")
                        .lookingAhead(),
                sample("empty", PLAIN, "", 0));
    }

    private static Stream<FormatSample> typed() {
        String details = Bytes.described("'D100'") + Bytes.described("'D250'");
        String head = Bytes.described("'H260101'");
        String tree = "'Fone  ' 'Ua    ' 'Px    ' 'Py    ' 'Ub    ' 'Ftwo  '";
        return Stream.of(
                types(sample("typed", TYPED, head + details + Bytes.described("'T020350'"), 4)),
                types(sample("wrong count", TYPED, head + details + Bytes.described("'T030350'"), 3, "trailer-count")),
                types(sample("wrong sum", TYPED, head + details + Bytes.described("'T020351'"), 3, "trailer-sum")),
                types(sample("no trailer", TYPED, head + details, 3, "record-type-missing")),
                types(sample(
                        "two headers", TYPED, head + head + Bytes.described("'T000000'"), 2, "record-type-second")),
                types(sample(
                        "unknown",
                        TYPED,
                        head + Bytes.described("'Xsecret4711'") + Bytes.described("'T000000'"),
                        2,
                        "record-type-unknown")),
                types(sample("unknown skipped", TYPED, head + Bytes.described("'X'") + Bytes.described("'T000000'"), 1))
                        .with("copybook.type.unknown", "skip")
                        .with("copybook.types.skip", "HEAD"),
                segments(sample("levels", SEGMENTS, tree, 6)).with("copybook.levels", "FIRM; UNIT; PERSON"),
                trees(sample("trees", SEGMENTS, tree, 2)),
                trees(sample("orphans", SEGMENTS, "'Uabcde'" + tree, 2, "record-orphan")),
                trees(sample(
                        "a hole",
                        SEGMENTS,
                        "'Fone  ' 'Ua    ' 'Zsecre' 'Ftwo  ' 'Pabcde' 'Fthree'",
                        1,
                        "record-type-unknown",
                        "record-orphan")),
                trees(sample("large", SEGMENTS, tree, 1, "record-too-large"))
                        .with("copybook.children.max.records", "3"));
    }

    private static Stream<FormatSample> long_() {
        return Stream.of(
                sample("many", PLAIN, (ONE + TWO).repeat(4000), 8000),
                sample(
                                "many in blocks",
                                PLAIN,
                                ("002C0000 " + Bytes.described(ONE) + Bytes.described(TWO)).repeat(3000),
                                6000)
                        .with("copybook.framing", "vb"));
    }

    private static FormatSample sample(String name, String copybook, String bytes, long values, String... codes) {
        return FormatSample.of(name, Bytes.of(bytes), values, codes).with("copybook.text", copybook);
    }

    private static FormatSample types(FormatSample sample) {
        return sample.with("copybook.framing", "v")
                .with("copybook.type.fields", "KIND")
                .with("copybook.types", "H=HEAD, D=DETAIL, T=TAIL")
                .with("copybook.types.needed", "TAIL")
                .with("copybook.types.once", "HEAD")
                .with("copybook.checks", "TAIL.HOW-MANY = count(DETAIL); TAIL.TOTAL = sum(DETAIL.AMOUNT)");
    }

    private static FormatSample segments(FormatSample sample) {
        return sample.with("copybook.type.fields", "KIND").with("copybook.types", "F=FIRM, U=UNIT, P=PERSON");
    }

    private static FormatSample trees(FormatSample sample) {
        return segments(sample)
                .with("copybook.children", "FIRM: UNIT; UNIT: PERSON")
                .lookingAhead();
    }
}
