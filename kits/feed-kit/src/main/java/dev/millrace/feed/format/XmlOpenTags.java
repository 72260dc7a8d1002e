package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** The elements that are open, the root first, and their tags without attributes: enough to go on between two records. */
final class XmlOpenTags {

    /** Stands for a root that was read to its end: what follows it is judged as before. */
    private static final String CLOSED = "<closed/>";

    private final List<QName> names = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private String state = "";
    private boolean changed = true;

    /** Goes into the element that the parser stands at; its tag is not needed before {@link #keep}. */
    void enter(XMLStreamReader2 parser) {
        names.add(parser.getName());
    }

    /** The element that was entered holds records, so that its tag is needed between them. */
    void keep(XMLStreamReader2 parser) {
        StringBuilder tag = new StringBuilder("<").append(qualified(parser.getPrefix(), parser.getLocalName()));
        for (int i = 0; i < parser.getNamespaceCount(); i++) {
            String prefix = parser.getNamespacePrefix(i);
            tag.append(' ').append(prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix);
            tag.append("=\"");
            String uri = parser.getNamespaceURI(i);
            (uri == null ? "" : uri).codePoints().forEach(c -> escape(c, tag));
            tag.append('"');
        }
        tags.add(tag.append('>').toString());
        changed = true;
    }

    /** Leaves a record, which was not kept. */
    void leaveRecord() {
        names.remove(names.size() - 1);
    }

    void leave() {
        names.remove(names.size() - 1);
        tags.remove(tags.size() - 1);
        changed = true;
    }

    List<QName> names() {
        return names;
    }

    /** The state of a reader; the same object while the same tags are open. */
    String state(Encoding encoding) {
        if (changed) {
            String now = encoding.name() + ":" + (tags.isEmpty() ? CLOSED : String.join("", tags));
            state = now.equals(state) ? state : now;
            changed = false;
        }
        return state;
    }

    private static String qualified(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    /** A reference where the document's encoding may lack the character. */
    private static void escape(int c, StringBuilder text) {
        if (c < ' ' || c >= 0x7F || c == '<' || c == '&' || c == '"') {
            text.append("&#").append(c).append(';');
        } else {
            text.append((char) c);
        }
    }
}
