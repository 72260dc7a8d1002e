package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class XmlFormatTest extends RecordFormatContract {

    private static final String ROW =
            "<order id=\"7\" xmlns:p='urn:p'>\n <name>Gr\u00fc\u00dfe &amp; &#x20ac;</name><p:line n='1'>a</p:line>"
                    + "<p:line><![CDATA[<b>]]></p:line> <empty/></order>";

    @Override
    protected RecordFormat format() {
        return new XmlFormat();
    }

    @Override
    protected Stream<FormatSample> samples() {
        return Stream.of(good(), broken(), schemas()).flatMap(samples -> samples);
    }

    private static Stream<FormatSample> schemas() {
        String rows = "<a><b n='1'><c>x</c></b><b n='" + PAYLOAD + "'/><b n='3'/></a>";
        return Stream.of(
                FormatSample.of("declared", rows, UTF_8, 2, "field-value")
                        .with("schema.mode", "declared")
                        .with("schema.fields", "n int64 from '@n', c string?"),
                FormatSample.of("sampled", rows, UTF_8, 2, "field-value")
                        .with("schema.mode", "sampled")
                        .with("schema.sample.records", "1"));
    }

    @Test
    void refusesAPathWithAPrefixWhichWouldMatchNothing() {
        ConfigDef definition = new ConfigDef();
        format().define(definition);

        assertThat(definition.validate(Map.of("xml.record", "/o:orders/o:order")))
                .filteredOn(value -> value.name().equals("xml.record"))
                .flatExtracting(ConfigValue::errorMessages)
                .singleElement()
                .asString()
                .contains("has a prefix in o:orders");
    }

    @Test
    void givesUpANameThatWouldFillTheMemory() throws IOException {
        byte[] document = ("<a><b>1</b><b " + PAYLOAD.repeat(100_000) + "='1'/></a>").getBytes(UTF_8);

        List<SeenRead> reads = FormatSpec.read("xml", Map.of("xml.record.max.bytes", "64"), document);

        assertThat(reads).extracting(SeenRead::kind).containsExactly("value", "record-too-large");
        assertThat(reads.get(1).recoverable()).isFalse();
    }

    @Test
    void givesUpElementsThatOpenWithoutEnd() throws IOException {
        byte[] document = ("<a><b>1</b>" + "<b>".repeat(20_000)).getBytes(UTF_8);

        List<SeenRead> reads = FormatSpec.read("xml", Map.of(), document);
        List<SeenRead> outside = FormatSpec.read("xml", Map.of("xml.record", "/a/c"), document);

        assertThat(reads).extracting(SeenRead::kind).containsExactly("value", "too-deep");
        assertThat(reads.get(1).recoverable()).isFalse();
        assertThat(outside).extracting(SeenRead::kind).containsExactly("too-deep");
    }

    @Test
    void givesUpNamesWithoutEnd() throws IOException {
        StringBuilder elements = new StringBuilder("<a><b>1</b>");
        StringBuilder attributes = new StringBuilder("<a><b>1</b>");
        StringBuilder instructions = new StringBuilder("<a><b>1</b>");
        for (int i = 0; i <= XmlNames.MOST; i++) {
            elements.append("<c").append(i).append("/>");
            attributes.append("<c d").append(i).append("=''/>");
            instructions.append("<?c").append(i).append("?>");
        }
        StringBuilder within = new StringBuilder("<a><b>1</b><b>").append(elements.substring(11));

        for (StringBuilder document : List.of(elements, attributes, instructions, within)) {
            byte[] bytes = document.append("</a>").toString().getBytes(UTF_8);
            List<SeenRead> reads = FormatSpec.read("xml", Map.of("xml.record", "/a/b"), bytes);

            assertThat(reads).extracting(SeenRead::kind).containsExactly("value", "too-many-names");
            assertThat(reads.get(1).recoverable()).isFalse();
        }
    }

    @Test
    void givesUpLongNamesThatAreFew() throws IOException {
        StringBuilder document = new StringBuilder("<a>");
        for (int i = 0; i < 1_100; i++) {
            document.append('<').append("c".repeat(1_000)).append(i).append("/>");
        }
        byte[] bytes = document.append("</a>").toString().getBytes(UTF_8);

        assertThat(FormatSpec.read("xml", Map.of("xml.record", "/a/b"), bytes))
                .extracting(SeenRead::kind)
                .containsExactly("too-many-names");
    }

    private static Stream<FormatSample> good() {
        String rows =
                "<!-- c --><orders xmlns='urn:o'>\n" + ROW + "\r\n" + ROW + "<?p i?>" + ROW + "</orders>\n<!-- e -->";
        return Stream.of(
                FormatSample.of("children of the root", rows, UTF_8, 3),
                FormatSample.of("with a declaration", "<?xml version='1.0' encoding='UTF-8'?>\n" + rows, UTF_8, 3),
                FormatSample.of("with a mark", "\uFEFF" + rows, UTF_8, 3),
                FormatSample.of("latin-1", declared("ISO-8859-1", rows), ISO_8859_1, 3),
                FormatSample.of("ebcdic", declared("IBM037", rows), Charset.forName("IBM037"), 3),
                FormatSample.of("utf-16 with a mark", "\uFEFF" + declared("UTF-16", rows), UTF_16LE, 3),
                FormatSample.of("utf-16 without a mark", declared("UTF-16BE", rows), UTF_16BE, 3),
                FormatSample.of("a path", "<a><b><c>1</c><d>2</d></b><b><c>3</c></b><c>4</c></a>", UTF_8, 2)
                        .with("xml.record", "/a/b/c"),
                FormatSample.of("any depth", "<a><c>1</c><b><c>2<c>3</c></c></b></a>", UTF_8, 2)
                        .with("xml.record", "//c"),
                FormatSample.of("a namespace", "<a xmlns:x='urn:x&amp;\"'><x:c>1</x:c><c>2</c><x:c/></a>", UTF_8, 2)
                        .with("xml.record", "/a/{urn:x&\"}c"),
                FormatSample.of("the root", "\n" + ROW + "\n", UTF_8, 1).with("xml.record", "/order"),
                FormatSample.of("any root", "<!-- c -->" + ROW + "\n<?p?>\n", UTF_8, 1)
                        .with("xml.record", "/*"),
                FormatSample.of("any element", ROW, UTF_8, 1).with("xml.record", "//*"),
                FormatSample.of(
                                "a namespace that the encoding lacks",
                                declared("ISO-8859-1", "<a xmlns:x='urn:&#x20AC;&#x1F600;'><x:c>1</x:c><x:c/></a>"),
                                ISO_8859_1,
                                2)
                        .with("xml.record", "/a/{urn:\u20ac\uD83D\uDE00}c"),
                FormatSample.of(
                                "namespaces declared anew",
                                "<p:a xmlns:p='urn:p' xmlns='urn:d' k='&lt;&quot;&#9;'><p:g xmlns:p='urn:q' xmlns='' p:k='&amp;'>"
                                        + "<p:c>1</p:c><c>2</c></p:g><p:g><p:c>3</p:c><c>4</c></p:g></p:a>",
                                UTF_8,
                                4)
                        .with("xml.record", "/{urn:p}a/*/*")
                        .with("xml.namespaces", "keep"),
                FormatSample.of(
                        "utf-16 beyond its first 65536",
                        "\uFEFF"
                                + declared("UTF-16", "<a>\uD83D\uDE00<b>\uD83D\uDE00</b>\n<b>\u00e4</b><!-- c --></a>"),
                        UTF_16LE,
                        2),
                FormatSample.of("xml 1.1", "<?xml version='1.1'?>\n<a><b>1</b>\u0085<b>2</b></a>", UTF_8, 2),
                FormatSample.of(
                        "texts in pieces",
                        "<a><b>" + "\u00e4&lt;<![CDATA[x]]>".repeat(9_000) + "</b><b>1</b></a>",
                        UTF_8,
                        2),
                FormatSample.of("none", "<orders/>", UTF_8, 0),
                FormatSample.of("many", "<orders>\n" + (ROW + "\r\n").repeat(1_500) + "</orders>", UTF_8, 1_500));
    }

    private static Stream<FormatSample> broken() {
        return Stream.of(
                FormatSample.of("nothing", "", UTF_8, 0, "invalid-xml"),
                FormatSample.of("no xml", PAYLOAD, UTF_8, 0, "invalid-xml"),
                FormatSample.of(
                        "an unknown encoding", declared("x-none", "<a><b/></a>"), UTF_8, 0, "encoding-unsupported"),
                FormatSample.of(
                        "an encoding of one and two bytes",
                        declared("Shift_JIS", "<a><b/></a>"),
                        UTF_8,
                        0,
                        "encoding-unsupported"),
                FormatSample.of(
                        "a wrong end", "<a><b>1</b><b>" + PAYLOAD + "</c><b>2</b></a>", UTF_8, 1, "invalid-xml"),
                FormatSample.of("no end", "<a><b>1</b><b>" + PAYLOAD, UTF_8, 1, "invalid-xml"),
                FormatSample.of("text behind the root", "<a><b>1</b></a>" + PAYLOAD, UTF_8, 1, "invalid-xml"),
                FormatSample.of(
                        "not utf-8", "<a><b>1</b><b>" + PAYLOAD + "\u00C3(</b></a>", ISO_8859_1, 1, "invalid-xml"),
                FormatSample.of("half a character behind a record", halfACharacter(""), 1, "malformed-input"),
                FormatSample.of(
                        "half a character far behind", halfACharacter("x".repeat(20_000)), 1, "malformed-input"),
                FormatSample.of("an entity", "<a><b>1</b><b>&" + PAYLOAD + ";</b></a>", UTF_8, 1, "invalid-xml"),
                FormatSample.of(
                        "a document type",
                        "<!DOCTYPE a [<!ENTITY e \"" + PAYLOAD + "\">]><a><b>&e;</b></a>",
                        UTF_8,
                        0,
                        "doctype-not-allowed"),
                FormatSample.of(
                        "an external entity",
                        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a><b/></a>",
                        UTF_8,
                        0,
                        "doctype-not-allowed"),
                FormatSample.of(
                                "too deep",
                                "<a><b><c>1</c></b><b><c><d>" + PAYLOAD + "</d></c></b><b/></a>",
                                UTF_8,
                                2,
                                "too-deep")
                        .with("xml.depth.max", "2"),
                FormatSample.of(
                                "too large",
                                "<a><b>1</b><b>" + ("<c>" + PAYLOAD + "</c>").repeat(20) + "</b><b>2</b></a>",
                                UTF_8,
                                2,
                                "record-too-large")
                        .with("xml.record.max.bytes", "64"));
    }

    /** UTF-16 in which the second record has a surrogate without its other half. */
    private static byte[] halfACharacter(String before) {
        byte[] bytes = ("\uFEFF<a>\n<b>1</b>\n<b><c/>" + before + "#" + PAYLOAD + "</b></a>").getBytes(UTF_16BE);
        for (int i = 0; i < bytes.length; i += 2) {
            if (bytes[i + 1] == '#') {
                bytes[i] = (byte) 0xDC;
            }
        }
        return bytes;
    }

    private static String declared(String encoding, String document) {
        return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + document.replace("\u20ac", "");
    }
}
