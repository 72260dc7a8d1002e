package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class HtmlFormatTest extends RecordFormatContract {

    private static final String HEAD = "<!doctype html>\n<html><head><title>Bestellungen</title></head><body>\n";
    private static final String TABLE = HEAD + "<table id=orders>\n<thead><tr><th>No<th>Name</thead>\n"
            + "<tr><td>1<td>Gr\u00fc\u00dfe &amp; &#x20ac;\n<tr><td>2</td><td><b>b</b>\n c</td></tr>\n</table>\n</body></html>\n";

    @Override
    protected RecordFormat format() {
        return new HtmlFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(
                        FormatSample.of("table", TABLE, UTF_8, 2),
                        FormatSample.of("with a byte order mark", "\uFEFF" + TABLE, UTF_16LE, 2),
                        FormatSample.of("another charset", TABLE, Charset.forName("windows-1252"), 2)
                                .with("html.charset", "windows-1252"),
                        FormatSample.of(
                                        "a charset of two bytes",
                                        TABLE.replace("\u00fc\u00df", "\u65e5\u672c"),
                                        SHIFT_JIS,
                                        2)
                                .with("html.charset", "Shift_JIS"),
                        FormatSample.of(
                                "characters beyond the basic plane", TABLE.replace("&amp;", "\uD83D\uDE00"), UTF_8, 2),
                        FormatSample.of(
                                        "cards",
                                        "<div class=c data-id=7><a href='/x'>X</a><i>a</i><i>b</i></div> <div class=c></div>",
                                        UTF_8,
                                        2)
                                .with("html.record", "div.c")
                                .with("html.fields", "id = @data-id; link = a @href; tags = i")
                                .with("html.lists", "tags"),
                        FormatSample.of("a row of other columns", row(PAYLOAD, "", 3), UTF_8, 2, "field-count"),
                        FormatSample.of(
                                        "undecodable bytes",
                                        row("\u00ff" + PAYLOAD, "", 2).getBytes(Charset.forName("windows-1252")),
                                        2,
                                        "malformed-input")
                                .with("html.fields", "x = td"),
                        FormatSample.of("large", row("1", PAYLOAD.repeat(20), 2), UTF_8, 2, "record-too-large")
                                .with("html.record.max.bytes", "150")
                                .with("html.fields", "x = td"),
                        FormatSample.of("nothing found", "<p>" + PAYLOAD, UTF_8, 0, "element-not-found"),
                        FormatSample.of("an empty page that may be", "<p id=x>none", UTF_8, 0)
                                .with("html.expect", "p#x"),
                        FormatSample.of("a large page", TABLE, UTF_8, 0, "document-too-large")
                                .with("html.document.max.bytes", "100"),
                        FormatSample.of(
                                "an unknown charset", "<meta charset=none>" + TABLE, UTF_8, 0, "encoding-unsupported"),
                        FormatSample.of("nothing", "", UTF_8, 0),
                        FormatSample.of(
                                "many",
                                TABLE.replace("</table>", "<tr><td>3<td>x\n".repeat(8_000) + "</table>"),
                                UTF_8,
                                8_002),
                        FormatSample.of("declared", row(PAYLOAD, "", 2), UTF_8, 2, "field-value")
                                .with("schema.mode", "declared")
                                .with("schema.fields", "No int64, x string"),
                        FormatSample.of("sampled", row(PAYLOAD, "", 2), UTF_8, 2, "field-value")
                                .with("schema.mode", "sampled")
                                .with("schema.sample.records", "1"))
                .map(FormatSample::lookingAhead);
    }

    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");

    /** A table whose second row has a value and a number of cells. */
    private static String row(String value, String attribute, int cells) {
        return "<table><tr><th>No<th>x<tr><td>1<td>y<tr title='" + attribute + "'><td>" + value
                + "<td>z".repeat(cells - 1) + "<tr><td>3<td>y</table>";
    }

    @Test
    void givesUpRatherThanReadAPageThatBecameShorter() throws IOException {
        AbstractConfig config = config(Map.of());
        HtmlFormat html = new HtmlFormat();
        ReadContext start = ReadContext.fromStart(config, "sample");
        Survey survey = html.survey(new ByteArrayInputStream(TABLE.getBytes(UTF_8)), start);

        try (RecordReader reader = html.open(
                new ByteArrayInputStream(TABLE.substring(0, 120).getBytes(UTF_8)),
                new ReadContext(config, "sample", Position.START, "", survey))) {
            Assertions.assertThatThrownBy(() -> SeenRead.all(reader)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void boundsWhatSpansMakeOfAFewTags() throws IOException {
        String bomb = "<table><tr>" + "<td colspan=100 rowspan=0>".repeat(10) + "<tr><td>".repeat(50_000) + "</table>";

        List<SeenRead> reads = FormatSpec.read("html", Map.of(), bomb.getBytes(UTF_8));

        assertThat(reads).hasSize(50_001);
        assertThat(reads.get(50_000).kind()).isEqualTo("field-count");
    }

    @Test
    void readsAPageOfNothingButOpenTags() throws IOException {
        String deep = "<div>".repeat(60_000) + "<p class=r>x";

        List<SeenRead> reads = FormatSpec.read("html", Map.of("html.record", "p.r"), deep.getBytes(UTF_8));

        assertThat(reads).extracting(SeenRead::kind).containsExactly("value");
    }

    @Test
    void reportsSelectorsThatAreNone() {
        assertThat(messages(Map.of("html.record", "tr:nope")))
                .singleElement()
                .asString()
                .contains("is no CSS selector");
        assertThat(messages(Map.of("html.fields", "id = td:nope")))
                .singleElement()
                .asString()
                .contains("is no CSS selector");
        assertThat(messages(Map.of("html.fields", "td.x")))
                .singleElement()
                .asString()
                .contains("not of the form");
        assertThat(messages(Map.of("html.fields", "a = b; a = c")))
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(messages(Map.of("html.charset", "klingon")))
                .singleElement()
                .asString()
                .contains("no such charset");
        assertThat(messages(Map.of("html.fields", "a = td[title='x;y=z'] @title; b = td:has(i)\nc = @id")))
                .isEmpty();
    }

    @Test
    void reportsAListThatIsNoField() {
        List<String> reported = new ArrayList<>();

        format().validate(
                        config(Map.of("html.fields", "a = b", "html.lists", "c")),
                        (key, sentence) -> reported.add(key + " " + sentence));

        assertThat(reported).singleElement().asString().startsWith("html.lists names c, which");
    }

    private static List<String> messages(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        new HtmlFormat().define(definition);
        return definition.validate(options).stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        return new AbstractConfig(definition, options, false);
    }
}
