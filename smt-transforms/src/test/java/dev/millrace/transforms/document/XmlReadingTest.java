package dev.millrace.transforms.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class XmlReadingTest {

    private static final DocumentLimits LIMITS = new DocumentLimits(1 << 20, 8, 1_000);
    private static final XmlLayout PLAIN = new XmlLayout(false, false, Set.of(), Set.of());

    @Test
    void readsElementsAttributesAndText() {
        Object read = read(
                PLAIN,
                "<order id='7'><sku>a-1</sku><sku>b-2</sku><note lang=\"de\"> gr&#252;n &amp; <![CDATA[<gut>]]> </note>"
                        + "<empty/><!-- no data --><nil xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>"
                        + "</order>");

        Map<String, @Nullable Object> expected = new java.util.LinkedHashMap<>();
        expected.put("@id", "7");
        expected.put("sku", List.of("a-1", "b-2"));
        expected.put("note", Map.of("@lang", "de", "#text", "grün & <gut>"));
        expected.put("empty", "");
        expected.put("nil", null);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void keepsNamespacesAndTheRootWhereAsked() {
        String document = "<o:order xmlns:o='urn:o' xmlns='urn:d' o:id='1' id='2'><line>x</line></o:order>";

        assertThat(read(new XmlLayout(true, true, Set.of(), Set.of()), document))
                .isEqualTo(Map.of("{urn:o}order", Map.of("@{urn:o}id", "1", "@id", "2", "{urn:d}line", "x")));
        assertThatThrownBy(() -> read(PLAIN, document)).hasMessage("duplicate-key");
    }

    @Test
    void makesListsOfWhatMayRepeat() {
        XmlLayout layout = new XmlLayout(false, false, Set.of(List.of("lines", "line")), Set.of(List.of("tag")));

        assertThat(read(layout, "<o><lines><line>1</line></lines><line>2</line><x><tag>3</tag></x></o>"))
                .isEqualTo(Map.of(
                        "lines", Map.of("line", List.of("1")),
                        "line", "2",
                        "x", Map.of("tag", List.of("3"))));
    }

    static Stream<Arguments> bombs() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        laughs.append("]><r>&a29;</r>");
        String quadratic =
                "<!DOCTYPE r [<!ENTITY a \"" + "x".repeat(50_000) + "\">]><r>" + "&a;".repeat(50_000) + "</r>";
        return Stream.of(
                Arguments.of("billion laughs", laughs.toString(), "doctype"),
                Arguments.of("quadratic blow-up", quadratic, "doctype"),
                Arguments.of(
                        "external entity",
                        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>",
                        "doctype"),
                Arguments.of(
                        "parameter entity",
                        "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\"> %p;]><r/>",
                        "doctype"),
                Arguments.of("external subset", "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/x.dtd\"><r/>", "doctype"),
                Arguments.of("public subset", "<!DOCTYPE r PUBLIC \"a\" \"http://127.0.0.1:9/x.dtd\"><r/>", "doctype"),
                Arguments.of("empty document type", "<!DOCTYPE r><r/>", "doctype"),
                Arguments.of("unknown entity", "<r>&x;</r>", "malformed"),
                Arguments.of("unknown entity in an attribute", "<r a='&x;'/>", "malformed"),
                Arguments.of("deep", "<a>".repeat(100_000), "too-deep"),
                Arguments.of("many elements", "<r>" + "<a/>".repeat(100_000) + "</r>", "too-many-elements"),
                Arguments.of("many attributes", attributes(), "too-many-elements"));
    }

    private static String attributes() {
        StringBuilder many = new StringBuilder("<r");
        for (int i = 0; i < 50_000; i++) {
            many.append(" a").append(i).append("=''");
        }
        return many.append("/>").toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refusesBombsAndWhatIsOutside(String name, String document, String code) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThatThrownBy(() -> read(PLAIN, document))
                        .isInstanceOf(DocumentFault.class)
                        .hasMessage(code)
                        .hasNoCause());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a> | malformed",
                "<a></b> | malformed",
                "<a/><b/> | malformed",
                "<a/>x | malformed",
                "x | malformed",
                "<a b='1' b='2'/> | malformed",
                "<x:a/> | malformed",
                "<a>&#0;</a> | malformed",
                "<a>&#xD800;</a> | malformed",
                "<a>]]></a> | malformed",
                "<a><!-- -- --></a> | malformed",
                "<?xml version='1.0'?><?xml version='1.0'?><a/> | malformed",
                "<a b='<'/> | malformed"
            })
    void refusesWhatIsNoXml(String document, String code) {
        assertThatThrownBy(() -> read(PLAIN, document)).hasMessage(code).hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
    void findsTheCharsetThatADocumentDeclares(String name) {
        Charset charset = Charset.forName(name);
        String declaration = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>";
        byte[] bytes = (declaration + "<a>grün</a>").getBytes(charset);

        assertThat(bytes(bytes)).isEqualTo("grün");
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] latin = "<a>grün</a>".getBytes(StandardCharsets.ISO_8859_1);
        byte[] unknown = "<?xml version='1.0' encoding='x-none'?><a/>".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> bytes(latin)).hasMessage("charset");
        assertThatThrownBy(() -> bytes(unknown)).hasMessage("charset");
        assertThatThrownBy(() -> bytes(new byte[0])).hasMessage("empty");
        assertThatThrownBy(() -> bytes(Arrays.copyOf(latin, 1 << 21))).hasMessage("too-long");
    }

    private static @Nullable Object bytes(byte[] bytes) {
        return read(PLAIN, DocumentText.of(ByteBuffer.wrap(bytes), LIMITS, XmlCharset::of));
    }

    private static @Nullable Object read(XmlLayout layout, String document) {
        return new XmlReading(LIMITS, new XmlNaming("@", "#text"), layout).read(document);
    }
}
