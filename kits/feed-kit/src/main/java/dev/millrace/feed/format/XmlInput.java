package dev.millrace.feed.format;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.LocationInfo;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * A document's bytes on their way into the parser: the tags that were open at the place where reading begins come first,
 * and nothing between two events may be longer than a limit, so that a name or a text can't fill the memory.
 */
final class XmlInput extends FilterInputStream {

    /** What the parser reads ahead. */
    private static final int SLACK = 16 * 1024;

    /** Something in the document is longer than the limit. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Encoding encoding;
    private final int prefix;
    private final long base;
    private final int limit;
    private long allowance;

    /**
     * Nothing is read yet.
     *
     * @param openTags the tags of the elements that are open where {@code in} begins
     * @param base the offset of the first byte of {@code in}
     */
    XmlInput(InputStream in, Encoding encoding, String openTags, long base, int limit) {
        super(new SequenceInputStream(new ByteArrayInputStream(openTags.getBytes(encoding.charset())), in));
        this.encoding = encoding;
        this.prefix = openTags.getBytes(encoding.charset()).length;
        this.base = base;
        this.limit = limit;
        proceed();
    }

    /** A parser of these bytes that knows neither document types nor entities but the five of XML. */
    XMLStreamReader2 parser() throws XMLStreamException {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory2.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NAMES, true);
        if (isUtf8()) {
            return (XMLStreamReader2) factory.createXMLStreamReader(this, StandardCharsets.UTF_8.name());
        }
        return (XMLStreamReader2) factory.createXMLStreamReader(new XmlCharacters(this, encoding.charset()));
    }

    /** Whether the event is one of the document; those of the tags that come first are not. */
    boolean isOwn(LocationInfo location) {
        return start(location) >= base;
    }

    /** Where the event begins that the parser stands at, in the document's bytes. */
    long start(LocationInfo location) {
        return bytes(isUtf8() ? location.getStartingByteOffset() : location.getStartingCharOffset());
    }

    /** The offset behind that event. */
    long end(LocationInfo location) throws XMLStreamException {
        return bytes(isUtf8() ? location.getEndingByteOffset() : location.getEndingCharOffset());
    }

    /** The parser has made an event of what it read: the next one may be as long. */
    void proceed() {
        allowance = limit + (long) SLACK;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (allowance <= 0) {
            throw new TooLong();
        }
        int count = in.read(bytes, offset, (int) Math.min(length, allowance));
        allowance -= Math.max(0, count);
        return count;
    }

    private boolean isUtf8() {
        return encoding.charset().equals(StandardCharsets.UTF_8);
    }

    private long bytes(long units) {
        return base + (isUtf8() ? units : units * encoding.width()) - prefix;
    }
}
