package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceEncodingTest {

    private static final XMLInputFactory XML = XMLInputFactory.newInstance();
    private static final String LETTERS = "ab 01\"'\\/&<>%+=?#{}$\t\n\r;:é€\uD83D\uDE00~-._[]";

    @Test
    void lettersOfAnyKindComeBackFromEveryEncoding() throws IOException, XMLStreamException {
        Random random = new Random(4711);

        for (int round = 0; round < 3_000; round++) {
            int[] letters = random.ints(random.nextInt(20), 0, LETTERS.codePointCount(0, LETTERS.length()))
                    .map(index -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, index)))
                    .toArray();
            String text = new String(letters, 0, letters.length);

            assertThat(URLDecoder.decode(encoded(PlaceEncoding.URL, text), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(encoded(PlaceEncoding.URL, text)).matches("[A-Za-z0-9._~%-]*");
            assertThat(json(encoded(PlaceEncoding.JSON, text))).isEqualTo(text);
            assertThat(json('"' + encoded(PlaceEncoding.JSON_TEXT, text) + '"')).isEqualTo(text);
            assertThat(element(encoded(PlaceEncoding.XML, text))).isEqualTo(text);
            assertThat(attribute(encoded(PlaceEncoding.XML, text))).isEqualTo(text);
            assertThat(encoded(PlaceEncoding.NONE, text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83Db", "\uDE00x", "\uD83D\uDE00\uDE00"})
    void refusesForUrlsWhatUtf8HasNoFormFor(String text) {
        assertThatThrownBy(() -> encoded(PlaceEncoding.URL, text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0001b", "\u001f", "\uFFFE", "\uD83D", "\uDE00x"})
    void refusesForXmlWhatItHasNoFormFor(String text) {
        assertThatThrownBy(() -> encoded(PlaceEncoding.XML, text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("can't be written as XML");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; JSON",
                "{\"a\":; JSON",
                "{\"a\": \"; JSON_TEXT",
                "{\"a\": \"x\",; JSON",
                "{\"a\": \"\\\"; JSON_TEXT",
                "{\"a\": \"\\\\\"; JSON",
                "{\"a\": \"\\\\\\\"; JSON_TEXT"
            })
    void knowsWhetherAPlaceIsInAJsonText(String before, PlaceEncoding encoding) {
        assertThat(PlaceEncoding.inJson(before)).isEqualTo(encoding);
    }

    private static String encoded(PlaceEncoding encoding, String text) {
        return encoding.encode(new SchemaAndValue(null, text));
    }

    private static String json(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return parser.getText();
        }
    }

    private static String element(String text) throws XMLStreamException {
        XMLStreamReader reader = open("<a>" + text + "</a>");
        return reader.getElementText();
    }

    private static String attribute(String text) throws XMLStreamException {
        return open("<a b='" + text + "'/>").getAttributeValue(null, "b");
    }

    private static XMLStreamReader open(String document) throws XMLStreamException {
        XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(document));
        reader.nextTag();
        return reader;
    }
}
