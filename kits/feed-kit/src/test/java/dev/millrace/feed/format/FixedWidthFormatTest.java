package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.schema.SchemaSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FixedWidthFormatTest extends RecordFormatContract {

    private static final String LAYOUT = "fixed-width.layout";
    private static final String PLAIN =
            "{name: plain, record: {length: 10, lines: %s, fields: [{name: id, len: 3, as: int32}, {name: word, len: 7}]}}";
    private static final String SWITCH = """
            name: batch
            record:
              length: 8
              lines: auto
              switch:
                cases:
                  /9+/: {name: filler, skip: true}
                  H: {name: head, needed: no-head, once: two-heads, fields: [{len: 1}, {name: day, len: 6, as: date 'yyMMdd'}]}
                  D: {name: detail, fields: [{len: 1, const: D}, {name: amount, len: 7, as: "decimal(9,2)", scale: 2}]}
                  T:
                    name: tail
                    needed: no-tail
                    fields: [{len: 1}, {name: count, len: 2, as: int32}, {name: sum, len: 5, as: "decimal(9,2)", scale: 2}]
                    checks: [{field: count, count: detail}, {field: sum, sum: amount, of: detail}]
              groups: [{opens: head, closes: tail, holds: detail}]
            """;

    @Override
    protected RecordFormat format() {
        return new FixedWidthFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.concat(plain(), batches());
    }

    private static Stream<FormatSample> plain() {
        String rows = "001abcdefg\r\n002x      \n\n003 äöü   ";
        return Stream.of(
                FormatSample.of("lines", rows, ISO_8859_1, 3)
                        .with(LAYOUT, PLAIN.formatted("yes"))
                        .with("fixed-width.charset", "ISO-8859-1"),
                FormatSample.of("lines in ebcdic", rows, Charset.forName("IBM037"), 3)
                        .with(LAYOUT, PLAIN.formatted("yes"))
                        .with("fixed-width.charset", "IBM037"),
                FormatSample.of("blocks", "001abcdefg002x      003123", ISO_8859_1, 2, "record-length")
                        .with(LAYOUT, PLAIN.formatted("no")),
                FormatSample.of("blocks and a line end", "001abcdefg002x      \n", ISO_8859_1, 2)
                        .with(LAYOUT, PLAIN.formatted("no")),
                FormatSample.of("one or the other", "001abcdefg002x      ", ISO_8859_1, 2)
                        .with(LAYOUT, PLAIN.formatted("auto")),
                FormatSample.of("characters", rows, UTF_8, 3).with(LAYOUT, PLAIN.formatted("yes, unit: character")),
                FormatSample.of("characters of two bytes", rows, UTF_16LE, 3)
                        .with(LAYOUT, PLAIN.formatted("yes, unit: character"))
                        .with("fixed-width.charset", "UTF-16LE"),
                FormatSample.of("bytes of characters", "001äöü \n", UTF_8, 1).with(LAYOUT, PLAIN.formatted("yes")),
                FormatSample.of(
                                "wrong lengths",
                                "001abcdef\n" + PAYLOAD + "0\n002abcdefg\n" + PAYLOAD,
                                UTF_8,
                                1,
                                "record-length",
                                "record-length",
                                "field-value")
                        .with(LAYOUT, PLAIN.formatted("yes")),
                FormatSample.of("no number", "00xsecret4711\n001abcdefg", UTF_8, 1, "record-length")
                        .with(LAYOUT, PLAIN.formatted("yes")),
                FormatSample.of("not a number", "0x1secret4\n001abcdefg", UTF_8, 1, "field-value")
                        .with(LAYOUT, PLAIN.formatted("yes")),
                FormatSample.of("not utf-8", "001secretÃ\n001abcdefg", ISO_8859_1, 1, "malformed-input")
                        .with(LAYOUT, PLAIN.formatted("yes")),
                FormatSample.of("a long line", "0".repeat(200_000) + "\n001abcdefg", UTF_8, 1, "record-too-large")
                        .with(LAYOUT, PLAIN.formatted("yes"))
                        .with("fixed-width.record.max.bytes", "64"),
                FormatSample.of("many", "001abcdefg\n".repeat(12_000), UTF_8, 12_000)
                        .with(LAYOUT, PLAIN.formatted("yes")));
    }

    private static Stream<FormatSample> batches() {
        return Stream.of(
                        FormatSample.of(
                                "a batch", "H261121 D0000150D000025-T0200125\n".replaceAll("(.{8})", "$1\n"), UTF_8, 4),
                        FormatSample.of("a batch of blocks", "H261121 D0000150D0000250T020040099999999", UTF_8, 4),
                        FormatSample.of("a wrong count", "H261121 D0000150T0200150", UTF_8, 2, "trailer-count"),
                        FormatSample.of("a wrong sum", "H261121 D0000150T0100151", UTF_8, 2, "trailer-sum"),
                        FormatSample.of("no number in the tail", "H261121 D0000150T01xxxxx", UTF_8, 2, "trailer-sum"),
                        FormatSample.of("two heads", "H261121 T0000000H261121 T0000000", UTF_8, 3, "two-heads"),
                        FormatSample.of(
                                "no head",
                                "D0000150T0100150",
                                UTF_8,
                                0,
                                "record-outside-group",
                                "record-outside-group",
                                "no-head"),
                        FormatSample.of("no tail", "H261121 D0000150", UTF_8, 2, "group-not-closed"),
                        FormatSample.of("nothing", "", UTF_8, 0, "no-head"),
                        FormatSample.of(
                                "another type",
                                "H261121 X" + PAYLOAD.substring(0, 7) + "T0000000",
                                UTF_8,
                                2,
                                "record-type-unknown"),
                        FormatSample.of("a wrong day", "H261321 T0000000", UTF_8, 1, "field-value"),
                        FormatSample.of("many in a batch", "H261121 " + "D0000001".repeat(99) + "T9900099", UTF_8, 101))
                .map(sample -> sample.with(LAYOUT, SWITCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | describe the columns here or in fixed-width.layout.file, one of both",
                "'{' | line 1: is no YAML",
                "'name: x' | line 1: 'record' is missing",
                "'{name: x, record: {}}' | line 1: give 'fields', or 'switch'",
                "'{name: 1x, record: {fields: []}}' | line 1: 'name' must be a word",
                "'{name: x, record: {field: []}}' | line 1: 'field' is not known here; known are charset,",
                "'{name: x, record: {lines: no, fields: []}}' | line 1: 'length' is missing",
                "'{name: x, record: {fields: [{name: a}]}}' | line 1: 'len' is missing",
                "'{name: x, record: {fields: [{name: a, len: x}]}}' | line 1: 'len' must be a whole number",
                "'{name: x, record: {fields: [{name: a, type: u2}]}}' | line 1: 'type' must be text(length)",
                "'{name: x, record: {length: 2, fields: [{name: a, len: 3}]}}' | line 1: the field ends at 3, behind",
                "'{name: x, record: {fields: [{name: a, len: 3, as: int}]}}' | field a of type record has no known type",
                "'{name: x, record: {fields: [{len: 3}]}}' | have no field with a name",
                "'{name: x, record: {fields: [{name: a, len: 1}, {name: a, len: 1}]}}' | is the name of another field",
                "'{name: x, record: {charset: no, fields: [{name: a, len: 1}]}}' | 'charset' is no charset",
                "'{name: x, record: {switch: {}}}' | 'cases' is missing",
                "'{name: x, record: {switch: {cases: {/(/: {name: a}}}}}' | the pattern of this case is none",
                "'{name: x, record: {fields: [{name: a, len: 1}], checks: [{field: a}]}}' | give 'count' with the types",
                "'{name: x, record: {fields: [{name: a, len: 1}], checks: [{field: a, count: b}]}}' | no type of record",
                "'{name: x, record: {fields: [{name: a, len: 1}], checks: [{field: b, count: record}]}}' | is no field",
                "'{name: x, record: {fields: [{name: a, len: 1}], checks: [{field: a, count: record, where: {b: c}}]}}' | 'where' is no field of that record: b"
            })
    void reportsWhatIsWrongWithALayoutOnItsKey(String layout, String complaint) {
        List<String> problems = problems(Map.of(LAYOUT, layout));

        assertThat(problems).singleElement().asString().startsWith(LAYOUT).contains(complaint);
    }

    @Test
    void acceptsALayoutThatIsOne() {
        assertThat(problems(Map.of(LAYOUT, SWITCH))).isEmpty();
    }

    @Test
    void namesTheLineOfAMistake() {
        assertThat(problems(Map.of(LAYOUT, SWITCH.replace("len: 6", "len: 60"))))
                .singleElement()
                .asString()
                .contains("line 8: the field ends at 61");
    }

    @Test
    void reportsWhatIsWrongInAFileOnTheKeyOfTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("layout.yaml"), "{name: x, record: {fields: [{name: a, len: 3, as: int}]}}");

        List<String> problems = problems(Map.of("fixed-width.layout.file", file.toString()));

        assertThat(problems).singleElement().asString().startsWith("fixed-width.layout.file field a ");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void refusesATextThatNoYamlIs(String layout) {
        assertThat(problems(Map.of(LAYOUT, layout))).singleElement().asString().startsWith(LAYOUT + " is no YAML");
    }

    private static Stream<String> texts() {
        return Stream.of("[".repeat(10_000) + "]".repeat(10_000), "na\u0007me: x");
    }

    @Test
    void reportsADeclaredFieldThatNoRecordHas() {
        Map<String, String> options = Map.of(
                LAYOUT, PLAIN.formatted("yes"), "schema.mode", "declared", "schema.fields", "no string?, id int64");

        assertThat(problems(options)).singleElement().asString().startsWith("schema.fields has a field from no,");
    }

    @Test
    void leavesProblemsOfTheSchemaToItsOwnKeys() {
        assertThat(problems(Map.of(LAYOUT, PLAIN.formatted("yes"), "schema.mode", "declared")))
                .isEmpty();
    }

    @Test
    void rememberedTotalsHoldARecordThatIsReadOverAtTheEnd() throws IOException {
        String layout = "{name: t, record: {switch: {cases: {D: {name: d, fields: [{name: k, len: 1}]}, T: {name: e,"
                + " skip: true, needed: no-tail, fields: [{name: k, len: 1}]}}}}}";
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(definition, Map.of(LAYOUT, layout), false);
        List<SeenRead> reads;
        try (RecordReader reader = format().open(
                        new ByteArrayInputStream("D\nT\n".getBytes(UTF_8)), ReadContext.fromStart(config, "case"))) {
            reads = SeenRead.all(reader);
        }
        SeenRead end = reads.get(1);

        ReadContext resumed = new ReadContext(config, "case", end.end(), end.state(), Survey.NONE);
        try (RecordReader reader = format().open(new ByteArrayInputStream(new byte[0]), resumed)) {
            assertThat(SeenRead.all(reader)).singleElement().matches(SeenRead::isEnd);
        }
    }

    @Test
    void reportsAFileThatIsNotThereOnItsKey() {
        assertThat(problems(Map.of("fixed-width.layout.file", "/nowhere/layout.yaml")))
                .singleElement()
                .asString()
                .startsWith("fixed-width.layout.file ")
                .contains("can't be read");
    }

    private List<String> problems(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        format().define(definition);
        SchemaSettings.define(definition);
        List<String> problems = new ArrayList<>();
        format().validate(
                        new AbstractConfig(definition, options, false),
                        (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }
}
