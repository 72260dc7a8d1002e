package dev.millrace.feed.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.FormatSample;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordFormatContract;
import dev.millrace.feed.schema.SchemaSettings;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

public class EdiFormatTest extends RecordFormatContract {

    private static final String TWO_GROUPS = EdiText.x12("000000001", EdiText.group(1, 2), EdiText.group(2, 1));

    private static final String BAD_COUNT =
            EdiText.x12("000000002", EdiText.group(1, 2).replace("SE*5*0002", "SE*6*0002"), EdiText.group(2, 1));

    private static final String BAD_GROUP =
            EdiText.x12("000000003", EdiText.group(1, 2).replace("GE*2", "GE*3"), EdiText.group(2, 1));

    private static final String BAD_INTERCHANGE =
            EdiText.x12("000000004", EdiText.group(1, 1)).replace("IEA*1", "IEA*7");

    private static final String CUT = TWO_GROUPS.substring(0, TWO_GROUPS.indexOf("PID*F****secret") + 12);

    private static final String OUTSIDE =
            EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5)) + "\nBGM+1'\nDTM+2'\n"
                    + EdiText.message("2", 5) + "%%secret4711 is no segment\n"
                    + EdiText.edifact("UNOC:3", "R3", EdiText.message("1", 5));

    @Test
    void saysThatASchemaFromElsewhereHasNoEffect() {
        ConfigDef definition = new ConfigDef();
        format().define(definition);
        SchemaSettings.define(definition);
        List<String> problems = new ArrayList<>();

        format().validate(
                        new AbstractConfig(definition, Map.of("schema.mode", "sampled"), false),
                        (key, sentence) -> problems.add(key + " " + sentence));

        assertThat(problems).singleElement().asString().startsWith("schema.mode is of no use here");
    }

    @Override
    protected RecordFormat format() {
        return new EdiFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(good(), faults(), warnings(), large()).flatMap(samples -> samples);
    }

    private static Stream<FormatSample> good() {
        return Stream.of(
                FormatSample.of("x12", TWO_GROUPS, UTF_8, 3),
                FormatSample.of("x12 by segments", TWO_GROUPS, UTF_8, 21).with("edi.record", "segment"),
                FormatSample.of("x12 by groups", TWO_GROUPS, UTF_8, 2).with("edi.record", "group"),
                FormatSample.of(
                                "x12 by interchanges",
                                TWO_GROUPS + TWO_GROUPS.replace("000000001", "000000002"),
                                UTF_8,
                                2)
                        .with("edi.record", "interchange"),
                FormatSample.of("x12 in one line", TWO_GROUPS.replace("\n", ""), UTF_8, 3),
                FormatSample.of("x12 in lines", TWO_GROUPS.replace("~\n", "\r\n"), UTF_8, 3),
                FormatSample.of("x12 in lines of CR", TWO_GROUPS.replace("~\n", "\r"), UTF_8, 3),
                FormatSample.of("x12 with blank lines", "\n \r\n" + TWO_GROUPS.replace("~\n", "~\r\n\r\n"), UTF_8, 3),
                FormatSample.of("x12 with a mark", "\uFEFF" + TWO_GROUPS.replace("038", "Gr\u00FC\u00DFe"), UTF_8, 3),
                FormatSample.of("x12 in ebcdic", TWO_GROUPS, Charset.forName("IBM037"), 3)
                        .with("edi.charset", "IBM037"),
                FormatSample.of(
                        "an acknowledgement of an interchange",
                        EdiText.isa("000000005") + "TA1*000000001*250102*0304*A*000~\nIEA*0*000000005~\n",
                        UTF_8,
                        1),
                FormatSample.of("edifact", EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5)), ISO_8859_1, 1),
                FormatSample.of("edifact in utf-8", EdiText.edifact("UNOY:4", "R1", EdiText.message("1", 5)), UTF_8, 1),
                FormatSample.of(
                        "edifact with its own separators",
                        "UNA;/,\\ ~"
                                + EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5))
                                        .replace('+', '/')
                                        .replace(':', ';')
                                        .replace('?', '\\')
                                        .replaceAll("(?<!\\\\)'", "~"),
                        ISO_8859_1,
                        1),
                FormatSample.of("tradacoms", EdiText.tradacoms(2), UTF_8, 2),
                FormatSample.of(
                        "mixed",
                        TWO_GROUPS + EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5)) + "\n"
                                + EdiText.tradacoms(2),
                        ISO_8859_1,
                        6));
    }

    private static Stream<FormatSample> faults() {
        return Stream.of(
                FormatSample.of("nothing", "", UTF_8, 0, "empty"),
                FormatSample.of("blanks", " \r\n\n", UTF_8, 0, "empty"),
                FormatSample.of("a wrong count", BAD_COUNT, UTF_8, 2, "se-segment-count"),
                FormatSample.of("a wrong count by segments", BAD_COUNT, UTF_8, 16, "se-segment-count")
                        .with("edi.record", "segment"),
                FormatSample.of("a wrong count by groups", BAD_COUNT, UTF_8, 1, "se-segment-count")
                        .with("edi.record", "group"),
                FormatSample.of("a wrong count by interchanges", BAD_COUNT, UTF_8, 0, "se-segment-count")
                        .with("edi.record", "interchange"),
                FormatSample.of("a wrong group", BAD_GROUP, UTF_8, 1, "ge-transaction-count"),
                FormatSample.of(
                        "a wrong interchange",
                        BAD_INTERCHANGE + TWO_GROUPS.replace("000000001", "000000009"),
                        UTF_8,
                        3,
                        "iea-group-count",
                        "~control-number-gap"),
                FormatSample.of("cut", CUT, UTF_8, 0, "last-segment-not-terminated"),
                FormatSample.of(
                                "cut behind a segment too large",
                                "UNB+UNOC:3+S+R+250102:0304+R1'UNH+1+ORDERS:D:96A:UN'FTX+\n" + PAYLOAD.repeat(200)
                                        + "\n",
                                UTF_8,
                                0,
                                "line-wrapped")
                        .with("edi.record.max.bytes", "1024"),
                FormatSample.of("only a part of ISA", TWO_GROUPS.substring(0, 60), UTF_8, 0, "isa-truncated"),
                FormatSample.of(
                        "outside", OUTSIDE, ISO_8859_1, 2, "segment-outside-interchange", "junk-between-interchanges"),
                FormatSample.of(
                        "not utf-8",
                        new String(
                                EdiText.edifact("UNOY:4", "R1", EdiText.message("1", 5))
                                        .getBytes(ISO_8859_1),
                                ISO_8859_1),
                        ISO_8859_1,
                        0,
                        "malformed-input"),
                FormatSample.of(
                                "a large transaction set",
                                TWO_GROUPS
                                        .replaceFirst("PID", "MSG*" + "secret4711".repeat(200) + "~\nPID")
                                        .replaceFirst("SE.5", "SE*6"),
                                UTF_8,
                                2,
                                "record-too-large")
                        .with("edi.record.max.bytes", "1024"),
                FormatSample.of(
                        "a control number twice", TWO_GROUPS + TWO_GROUPS, UTF_8, 6, "~control-number-duplicate"));
    }

    private static Stream<FormatSample> warnings() {
        return Stream.of(
                FormatSample.of("warned of nothing", "", UTF_8, 0, "~empty").with("edi.envelope", "warn"),
                FormatSample.of("warned of a wrong count", BAD_COUNT, UTF_8, 3, "~se-segment-count")
                        .with("edi.envelope", "warn"),
                FormatSample.of("warned of a wrong group", BAD_GROUP, UTF_8, 3, "~ge-transaction-count")
                        .with("edi.envelope", "warn"),
                FormatSample.of("warned of a wrong group by segments", BAD_GROUP, UTF_8, 21, "~ge-transaction-count")
                        .with("edi.envelope", "warn")
                        .with("edi.record", "segment"),
                FormatSample.of("warned of a wrong interchange", BAD_INTERCHANGE, UTF_8, 1, "~iea-group-count")
                        .with("edi.envelope", "warn")
                        .with("edi.record", "interchange"),
                FormatSample.of(
                                "warned of a cut",
                                CUT,
                                UTF_8,
                                1,
                                "~last-segment-not-terminated",
                                "~se-missing",
                                "~ge-missing",
                                "~iea-missing")
                        .with("edi.envelope", "warn"),
                FormatSample.of(
                                "warned of what stands outside",
                                OUTSIDE,
                                ISO_8859_1,
                                5,
                                "~segment-outside-interchange",
                                "~message-outside-interchange",
                                "~junk-between-interchanges")
                        .with("edi.envelope", "warn"),
                FormatSample.of(
                                "warned of what stands outside, behind an interchange in another charset",
                                EdiText.edifact("UNOE:3", "R1", EdiText.message("1", 5)) + "BGM+220+\u00BF\u00E0'",
                                ISO_8859_1,
                                2,
                                "~segment-outside-interchange")
                        .with("edi.envelope", "warn")
                        .with("edi.record", "interchange"),
                FormatSample.of(
                                "answered",
                                TWO_GROUPS + BAD_COUNT,
                                UTF_8,
                                5,
                                "~997-SENDER-000000001-1.edi",
                                "~997-SENDER-000000001-2.edi",
                                "se-segment-count",
                                "~997-SENDER-000000002-1-at" + TWO_GROUPS.length() + ".edi",
                                "~997-SENDER-000000002-2-at" + TWO_GROUPS.length() + ".edi")
                        .with("edi.acks", "auto"));
    }

    private static Stream<FormatSample> large() {
        String many = EdiText.x12("000000001", EdiText.group(1, 1500));
        return Stream.of(
                FormatSample.of("many transaction sets", many, UTF_8, 1500),
                FormatSample.of(
                        "many transaction sets in a wrong group",
                        many.replace("GE*1500", "GE*1"),
                        UTF_8,
                        0,
                        "ge-transaction-count"));
    }
}
