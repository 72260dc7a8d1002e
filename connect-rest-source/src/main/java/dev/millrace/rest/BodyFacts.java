package dev.millrace.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds single values in a body beside its rows, in one pass and without keeping the rest. Thread-safe. */
final class BodyFacts {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final XMLInputFactory XML = xml();

    private final Set<String> pointers;
    private final String format;

    /**
     * Finds what is named, in whatever body.
     *
     * @param pointers JSON pointers (RFC 6901), paths of element names such as /Envelope/Body/next for XML, or for HTML what
     *     {@link HtmlFacts} reads
     * @param format of the rows
     */
    BodyFacts(Set<String> pointers, String format) {
        this.pointers = Set.copyOf(pointers);
        this.format = format;
    }

    /** The values that are there, by their pointers; nulls, objects and arrays are not. A body that breaks off gives few. */
    Map<String, String> of(byte[] body) {
        if (pointers.isEmpty() || body.length == 0) {
            return Map.of();
        }
        Map<String, String> found = new HashMap<>();
        if (format.equals("html")) {
            return HtmlFacts.of(body, pointers);
        }
        if (format.equals("xml")) {
            readXml(body, found);
        } else {
            readJson(body, found, false);
        }
        return found;
    }

    /** Whether null stands where a JSON pointer leads to. */
    static boolean isNull(byte[] body, String pointer) {
        Map<String, String> found = new HashMap<>();
        new BodyFacts(Set.of(pointer), "json").readJson(body, found, true);
        return found.containsKey(pointer);
    }

    private void readJson(byte[] body, Map<String, String> found, boolean nulls) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first != null) {
                readJson(parser, first, "", found, nulls);
            }
        } catch (IOException broken) {
            // Who reads the rows finds that too, and says so.
            found.clear();
        }
    }

    private void readJson(JsonParser parser, JsonToken token, String place, Map<String, String> found, boolean nulls)
            throws IOException {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            if (pointers.stream().noneMatch(pointer -> pointer.startsWith(place + "/"))) {
                parser.skipChildren();
                return;
            }
            int index = 0;
            for (JsonToken next = parser.nextToken(); next != null && !next.isStructEnd(); next = parser.nextToken()) {
                String key = next == JsonToken.FIELD_NAME
                        ? parser.currentName().replace("~", "~0").replace("/", "~1")
                        : String.valueOf(index++);
                JsonToken value = next == JsonToken.FIELD_NAME ? parser.nextToken() : next;
                if (value != null) {
                    readJson(parser, value, place + "/" + key, found, nulls);
                }
            }
        } else if ((token == JsonToken.VALUE_NULL) == nulls && pointers.contains(place)) {
            found.put(place, parser.getText());
        }
    }

    private void readXml(byte[] body, Map<String, String> found) {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                readXml(reader, found);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            found.clear();
        }
    }

    private void readXml(XMLStreamReader reader, Map<String, String> found) throws XMLStreamException {
        StringBuilder place = new StringBuilder();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    place.append('/').append(reader.getLocalName());
                    text.setLength(0);
                    for (int at = 0; at < reader.getAttributeCount(); at++) {
                        put(place + "/@" + reader.getAttributeLocalName(at), reader.getAttributeValue(at), found);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    put(place.toString(), text.toString().strip(), found);
                    text.setLength(0);
                    place.setLength(place.lastIndexOf("/"));
                }
                default -> {
                    // Comments and the like hold no values.
                }
            }
        }
    }

    private void put(String place, String value, Map<String, String> found) {
        if (pointers.contains(place) && !value.isEmpty()) {
            found.putIfAbsent(place, value);
        }
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
