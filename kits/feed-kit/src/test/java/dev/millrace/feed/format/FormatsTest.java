package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    static List<RecordFormat> formats() {
        return Formats.all();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void findsAFormatByItsName(RecordFormat format) {
        assertThat(Formats.named(format.name())).isSameAs(format);
    }

    @ParameterizedTest
    @CsvSource({
        "CSV,csv",
        "cvs,csv",
        "ndjson,json",
        "jsonl,json",
        "line,lines",
        "whole_file,whole-file",
        "whole,whole-file"
    })
    void hintsAtTheNameThatWasMeant(String given, String meant) {
        assertThatThrownBy(() -> Formats.named(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("configuration format")
                .hasMessageContaining("did you mean " + meant + "?")
                .hasMessageContaining(String.join(", ", Formats.names()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", ""})
    void hintsAtNothingWhereNothingIsNear(String given) {
        assertThatThrownBy(() -> Formats.named(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no such format. The formats are " + String.join(", ", Formats.names()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "csv.separator 123456789",
                "csv.escape \\\\",
                "csv.comment //",
                "csv.quotes loose",
                "csv.blanks drop",
                "csv.record.end 123456789",
                "csv.skip.lines -1",
                "csv.header.rows 0",
                "csv.footer.lines 101",
                "csv.footer.pattern (",
                "csv.columns.missing x",
                "csv.columns.extra x",
                "csv.columns.order x",
                "csv.columns.duplicate x",
                "csv.fields.missing x",
                "csv.fields.extra x",
                "csv.quote \"\"",
                "csv.header first",
                "json.pointer items",
                "json.pointer /a~2",
                "csv.charset UTF-9",
                "csv.charset ISO-2022-JP",
                "csv.charset x-COMPOUND_TEXT",
                "csv.blank.lines drop",
                "csv.empty.fields empty",
                "csv.record.max.bytes 0",
                "json.layout ndjson",
                "json.depth.max 0",
                "json.record.max.bytes -1",
                "lines.charset latin1x",
                "lines.blank no",
                "lines.max.bytes x",
                "lines.pattern \\d+",
                "lines.pattern (?<a>",
                "lines.pattern %{NONE:a}",
                "lines.pattern %{INT:a:int}",
                "lines.pattern %{INT:a}%{INT:a}",
                "lines.pattern %{INT",
                "lines.unmatched drop",
                "lines.continuation (",
                "whole-file.max.bytes 0"
            })
    void refusesAWrongValueOnItsKey(String key, String value) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "csv.quote csv.separator ' csv.quote '",
                "csv.columns csv.columns a,b,a csv.quote '",
                "csv.separator csv.separator € csv.quote '",
                "csv.separator csv.separator | csv.charset Shift_JIS",
                "csv.quote csv.quote ä csv.charset UTF-8",
                "csv.escape csv.escape | csv.separator |",
                "csv.record.end csv.record.end ! csv.comment #",
                "csv.skip.lines csv.record.end ! csv.skip.lines 1",
                "csv.escape csv.escape ' csv.quote '",
                "csv.record.end csv.record.end ;; csv.separator ;",
                "csv.header.rows csv.header.rows 2 csv.header none",
                "csv.footer.lines csv.footer.pattern (?<count>.) csv.header none",
                "csv.footer.pattern csv.footer.pattern T(.) csv.footer.lines 1",
                "csv.footer.sum.column csv.footer.pattern (?<sum>.) csv.footer.lines 1",
                "csv.footer.sum.column csv.footer.sum.column a csv.footer.lines 1"
            })
    void reportsOptionsThatContradictEachOther(
            String reported, String key, String value, String other, String otherValue) {
        AbstractConfig config = config(Map.of(key, value, other, otherValue));
        List<String> keys = new ArrayList<>();

        Formats.named("csv").validate(config, (problem, sentence) -> keys.add(problem));

        assertThat(keys).containsExactly(reported);
        assertThatThrownBy(() -> Formats.named("csv")
                        .open(new ByteArrayInputStream(new byte[0]), ReadContext.fromStart(config, "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(reported);
    }

    @Test
    void refusesAFileWhoseByteOrderMarkLeavesNoSingleByteForTheSeparator() {
        AbstractConfig config = config(Map.of("csv.separator", "§", "csv.charset", "windows-1252"));
        byte[] file = "\uFEFFa§b\n".getBytes(UTF_8);

        assertThatThrownBy(() -> Formats.named("csv")
                        .open(new ByteArrayInputStream(file), ReadContext.fromStart(config, "in/a.csv")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("csv.separator")
                .hasMessageContaining("utf-8")
                .hasMessageContaining("in/a.csv");
    }

    @ParameterizedTest
    @CsvSource({"csv,''", "csv,lines", "csv,utf-8:%zz", "json,''", "json,utf-8:a", "lines,''", "lines,utf-8:a b"})
    void refusesAStateThatAnotherFormatStored(String format, String state) {
        ReadContext context = new ReadContext(config(Map.of()), "in/a.csv", new Position(1, 2, 2), state);

        assertThatThrownBy(() -> Formats.named(format).open(new ByteArrayInputStream("x".getBytes(UTF_8)), context))
                .isInstanceOfSatisfying(ConnectorFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
                    assertThat(failure.code()).isEqualTo("state-unreadable");
                    assertThat(failure).hasMessageContaining("in/a.csv");
                });
    }

    @Test
    void declaresTheOptionsOfAllFormatsInOneDefinition() {
        ConfigDef definition = new ConfigDef();

        Formats.define(definition);

        assertThat(definition.groups())
                .containsSubsequence(Stream.concat(
                                Stream.of("Schema", "Schema: values"),
                                Formats.names().stream().map(name -> "Format: " + name))
                        .toList());
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        return new AbstractConfig(definition, options, false);
    }
}
