package dev.millrace.feed.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Reads a document's record elements; its state is the encoding and the tags that are open between two records. */
final class XmlRecordReader implements RecordReader {

    /** The parser keeps the name of every open element, so that a document of opening tags alone would fill the memory. */
    private static final int MOST_OPEN = 10_000;

    private final InputStream bytes;
    private final XmlSettings settings;
    private final String source;
    private final XmlInput input;
    private final Encoding encoding;
    private final XmlValues values;
    private final XmlOpenTags open = new XmlOpenTags();
    private final XmlNames names = new XmlNames();
    private final long firstLine;
    private @Nullable XMLStreamReader2 parser;
    private Position position;
    private String state;
    private long reached;
    private boolean finished;

    private XmlRecordReader(
            InputStream bytes, XmlInput input, Encoding encoding, XmlSettings settings, ReadContext context) {
        this.bytes = bytes;
        this.input = input;
        this.encoding = encoding;
        this.settings = settings;
        this.source = context.source();
        this.position = context.start();
        this.state = context.state();
        this.firstLine = context.start().line();
        this.values = new XmlValues(settings);
    }

    static RecordReader open(InputStream bytes, XmlSettings settings, ReadContext context) throws IOException {
        int limit = settings.recordMaxBytes();
        if (!context.state().isEmpty()) {
            int colon = context.state().indexOf(':');
            Encoding encoding =
                    Resume.encoding(context.state().substring(0, Math.max(0, colon)), context.source(), XmlFormat.NAME);
            String tags = context.state().substring(colon + 1);
            XmlInput input = new XmlInput(bytes, encoding, tags, context.start().offset(), limit);
            return new XmlRecordReader(bytes, input, encoding, settings, context);
        }
        byte[] head = bytes.readNBytes(XmlEncoding.LOOK);
        ByteOrderMark mark =
                ByteOrderMark.consume(new ByteWindow(new ByteArrayInputStream(head)), StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOfRange(head, mark.length(), head.length);
        Encoding encoding = mark.length() > 0 ? mark.encoding() : XmlEncoding.of(text);
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(text), bytes);
        XmlInput input = new XmlInput(rest, encoding, "", mark.length(), limit);
        return new XmlRecordReader(bytes, input, encoding, settings, context);
    }

    @Override
    public Read next() throws IOException {
        if (finished) {
            return new Read.End(position);
        }
        Position boundary = position;
        if (!XmlEncoding.isCountable(encoding)) {
            return broken(MalformedCode.ENCODING_UNSUPPORTED, boundary);
        }
        Position start = boundary;
        try {
            XMLStreamReader2 events = parser();
            while (events.hasNext()) {
                int event = events.next();
                proceed(event, events);
                if (!names.see(event, events)) {
                    return broken(MalformedCode.TOO_MANY_NAMES, boundary);
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (events.getDepth() > MOST_OPEN) {
                        return broken(MalformedCode.TOO_DEEP, boundary);
                    }
                    open.enter(events);
                    if (settings.record().matches(open.names()) && input.isOwn(events.getLocationInfo())) {
                        start = at(boundary, events);
                        return record(events, start);
                    }
                    open.keep(events);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    open.leave();
                } else if (event == XMLStreamConstants.DTD) {
                    return broken(MalformedCode.DOCTYPE_NOT_ALLOWED, boundary);
                }
            }
            finished = true;
            return new Read.End(position);
        } catch (XMLStreamException failed) {
            return broken(code(failed), start);
        } catch (XmlInput.TooLong tooLong) {
            return broken(MalformedCode.RECORD_TOO_LARGE, start);
        }
    }

    /** Reads an element to its end, whatever is wrong inside. */
    private Read record(XMLStreamReader2 events, Position start) throws XMLStreamException, IOException {
        MalformedCode fault = null;
        values.clear();
        values.start(events);
        int depth = 1;
        while (depth > 0) {
            int event = events.next();
            proceed(event, events);
            if (!names.see(event, events)) {
                return broken(MalformedCode.TOO_MANY_NAMES, start);
            }
            if (fault == null && input.start(events.getLocationInfo()) - start.offset() > settings.recordMaxBytes()) {
                fault = MalformedCode.RECORD_TOO_LARGE;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (events.getDepth() > MOST_OPEN) {
                    return broken(MalformedCode.TOO_DEEP, start);
                }
                if (fault == null && depth > settings.maxDepth()) {
                    fault = MalformedCode.TOO_DEEP;
                }
                if (fault == null) {
                    values.start(events);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                if (fault == null) {
                    values.end(events);
                }
            } else if (fault == null && isText(event)) {
                values.text(events);
            }
        }
        open.leaveRecord();
        long bytesRead = input.end(events.getLocationInfo()) - start.offset();
        long line = firstLine + events.getLocationInfo().getEndLocation().getLineNumber() - 1;
        position = start.after(bytesRead, line - start.line());
        state = open.state(encoding);
        if (fault == null && bytesRead > settings.recordMaxBytes()) {
            fault = MalformedCode.RECORD_TOO_LARGE;
        }
        if (fault != null) {
            values.clear();
            return fault.recoverable(source, start, position);
        }
        return new Read.Value(null, values.value(), start, position);
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private XMLStreamReader2 parser() throws XMLStreamException, IOException {
        XMLStreamReader2 known = parser;
        if (known == null) {
            known = input.parser();
            parser = known;
        }
        return known;
    }

    /** Texts come in as many pieces as the parser likes, so where a fault lies is told by tags alone. */
    private void proceed(int event, XMLStreamReader2 events) {
        input.proceed();
        if (!isText(event)) {
            reached = input.start(events.getLocationInfo());
        }
    }

    private Position at(Position boundary, XMLStreamReader2 events) {
        long line = firstLine + events.getLocationInfo().getStartLocation().getLineNumber() - 1;
        return new Position(boundary.record(), input.start(events.getLocationInfo()), line);
    }

    /** Nothing can be read behind a document's fault (XML 1.0, section 1.2: a fatal error). */
    private Read broken(MalformedCode code, Position start) {
        finished = true;
        position = start.after(Math.max(0, reached - start.offset()), 0);
        state = EndedReader.STATE;
        values.clear();
        return code.fatal(source, start, position);
    }

    /**
     * What the parser's failure means.
     *
     * @throws IOException when the stream failed, not the document
     */
    private static MalformedCode code(XMLStreamException failed) throws IOException {
        Throwable cause = failed.getNestedException() == null ? failed.getCause() : failed.getNestedException();
        if (cause instanceof XmlInput.TooLong) {
            return MalformedCode.RECORD_TOO_LARGE;
        }
        if (cause instanceof CharacterCodingException) {
            return MalformedCode.MALFORMED_INPUT;
        }
        if (cause instanceof IOException stream) {
            throw stream;
        }
        return MalformedCode.INVALID_XML;
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }
}
