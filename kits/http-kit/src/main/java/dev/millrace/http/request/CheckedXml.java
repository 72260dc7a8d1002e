package dev.millrace.http.request;

import dev.millrace.kit.ConnectorFailure;
import java.io.StringReader;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Sees to it that text is XML that can stand where it is put. */
final class CheckedXml {

    private CheckedXml() {}

    /**
     * Checks a document of the configuration.
     *
     * @param linesBefore those in front of what a person wrote
     * @throws IllegalArgumentException when it is not well-formed, or has a document type or another encoding than UTF-8
     */
    static void check(String document, int linesBefore) {
        try {
            read(document, true);
        } catch (XMLStreamException wrong) {
            int line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNumber();
            throw new IllegalArgumentException(
                    "is not well-formed XML: line " + Math.max(1, line - linesBefore) + ": " + reason(wrong), wrong);
        }
    }

    /**
     * The text of a record, when it is the content of an element; the prefixes of its names may be declared around it.
     *
     * @throws ConnectorFailure MALFORMED when it is none
     */
    static String content(String text) {
        try {
            read("<x>" + text + "</x>", false);
            return text;
        } catch (XMLStreamException | IllegalArgumentException wrong) {
            // The cause stays out: its message may quote the text.
            throw Unrenderable.because(
                    "value-not-xml", "the value of a |raw place is not well-formed XML, or has a document type");
        }
    }

    private static void read(String document, boolean withNamespaces) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, withNamespaces);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
        try {
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.toUpperCase(Locale.ROOT).equals("UTF-8")) {
                throw new IllegalArgumentException(
                        "declares another encoding than UTF-8, in which requests are written");
            }
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.DTD) {
                    throw new IllegalArgumentException("has a document type: remove it");
                }
            }
        } finally {
            reader.close();
        }
    }

    private static String reason(XMLStreamException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int reason = message.indexOf("Message: ");
        return reason < 0 ? message : message.substring(reason + "Message: ".length());
    }
}
