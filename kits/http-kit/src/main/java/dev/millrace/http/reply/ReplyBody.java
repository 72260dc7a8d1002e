package dev.millrace.http.reply;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The body of a reply, read as what it is asked for, once. External entities and document types are off, so that a body can
 * neither fetch nor blow itself up. For one thread.
 */
public final class ReplyBody {

    /** What the body was read as; nothing where it is something else. */
    private record Read<T>(Optional<T> value) {}

    private final byte[] bytes;
    private final String mediaType;
    private final boolean truncated;
    private @Nullable Read<JsonTree> json;
    private @Nullable Read<Document> xml;
    private @Nullable Read<SoapFault.Envelope> soap;

    /**
     * A body that is not copied.
     *
     * @param contentType with or without parameters; empty for none
     * @param truncated whether these are its first bytes only
     */
    public ReplyBody(byte[] bytes, String contentType, boolean truncated) {
        this.bytes = bytes;
        this.mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        this.truncated = truncated;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    boolean isTruncated() {
        return truncated;
    }

    boolean isMedia(String type) {
        return mediaType.equals(type);
    }

    /** As JSON, whatever it calls itself: many servers call it text. */
    Optional<JsonTree> json() {
        if (json == null) {
            json = new Read<>(isEmpty() || truncated ? Optional.empty() : JsonTree.read(bytes));
        }
        return json.value();
    }

    /** As XML, whatever it calls itself. */
    Optional<Document> xml() {
        if (xml == null) {
            xml = new Read<>(looksLikeXml() && !truncated ? parsed() : Optional.empty());
        }
        return xml.value();
    }

    /** As SOAP; also the beginning of a longer one. */
    Optional<SoapFault.Envelope> soap() {
        if (soap == null) {
            soap = new Read<>(looksLikeXml() ? SoapFault.read(bytes) : Optional.empty());
        }
        return soap.value();
    }

    private boolean looksLikeXml() {
        for (byte next : bytes) {
            if (next == '<') {
                return true;
            }
            // white space, or a mark of UTF-8 or UTF-16
            if (next > ' ') {
                return false;
            }
        }
        return false;
    }

    private Optional<Document> parsed() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The parser's own would write what is wrong to the standard error output.
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(builder.parse(new ByteArrayInputStream(bytes)));
        } catch (SAXException | IOException noXml) {
            return Optional.empty();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("this JDK reads no XML safely", impossible);
        }
    }
}
