package dev.millrace.transforms.document;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of XML 1.0 with namespaces: see {@link XmlTree}. A document type is refused, and with it every entity but the
 * five of XML, so that nothing is fetched and nothing grows. Every failure is a {@link DocumentFault}; for any thread.
 */
final class XmlReading {

    private final DocumentLimits limits;
    private final XmlNaming naming;
    private final XmlLayout layout;

    XmlReading(DocumentLimits limits, XmlNaming naming, XmlLayout layout) {
        this.limits = limits;
        this.naming = naming;
        this.layout = layout;
    }

    /** The value of the document; null where its element says {@code xsi:nil}. */
    @Nullable
    Object read(String text) {
        try {
            // A factory of its own: a shared one keeps the names of all documents.
            XMLStreamReader events = factory().createXMLStreamReader(new StringReader(text));
            try {
                return read(events);
            } finally {
                events.close();
            }
        } catch (XMLStreamException wrong) {
            // Its message quotes the document, so it is not chained.
            throw new DocumentFault("malformed");
        }
    }

    private static XMLInputFactory factory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    private @Nullable Object read(XMLStreamReader events) throws XMLStreamException {
        XmlTree tree = new XmlTree(naming, layout, limits);
        while (events.hasNext()) {
            int event = events.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> tree.start(events);
                case XMLStreamConstants.END_ELEMENT -> tree.end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> tree.text(events.getText());
                case XMLStreamConstants.DTD -> throw new DocumentFault("doctype");
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new DocumentFault("entity");
                default -> {
                    // Comments, processing instructions and the end of the document hold no data.
                }
            }
        }
        return tree.value();
    }
}
