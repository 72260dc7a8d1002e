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

    void push(XMLStreamReader2 parser) {
        names.add(parser.getName());
        StringBuilder tag = new StringBuilder("<").append(qualified(parser.getPrefix(), parser.getLocalName()));
        for (int i = 0; i < parser.getNamespaceCount(); i++) {
            String prefix = parser.getNamespacePrefix(i);
            tag.append(' ').append(prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix);
            tag.append("=\"");
            String uri = parser.getNamespaceURI(i);
            (uri == null ? "" : uri).chars().forEach(c -> escape((char) c, tag));
            tag.append('"');
        }
        tags.add(tag.append('>').toString());
    }

    void pop() {
        names.remove(names.size() - 1);
        tags.remove(tags.size() - 1);
    }

    List<QName> names() {
        return names;
    }

    /** The state of a reader; the one before when it says the same. */
    String state(Encoding encoding, String before) {
        String now = encoding.name() + ":" + (tags.isEmpty() ? CLOSED : String.join("", tags));
        return now.equals(before) ? before : now;
    }

    private static String qualified(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private static void escape(char c, StringBuilder text) {
        if (c < ' ' || c == 0x7F || c == '<' || c == '&' || c == '"') {
            text.append("&#").append((int) c).append(';');
        } else {
            text.append(c);
        }
    }
}
