package dev.millrace.feed.format;

import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * The different names that a document used, for the parser keeps each until the document ends: one that invents names
 * without end would fill the memory. Counted from where the reading began.
 */
final class XmlNames {

    static final int MOST = 20_000;
    private static final int MOST_CHARACTERS = 1_000_000;

    private final Set<String> names = new HashSet<>();
    private long characters;

    /** Takes in the names of what the parser stands at; false when they are too many in all. */
    boolean see(int event, XMLStreamReader2 parser) {
        if (event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
            add(parser.getPITarget());
        } else if (event == XMLStreamConstants.START_ELEMENT) {
            add(parser.getPrefixedName());
            for (int i = 0; i < parser.getAttributeCount(); i++) {
                String prefix = parser.getAttributePrefix(i);
                String local = parser.getAttributeLocalName(i);
                add(prefix == null || prefix.isEmpty() ? local : prefix + ":" + local);
            }
            for (int i = 0; i < parser.getNamespaceCount(); i++) {
                add(parser.getNamespacePrefix(i));
            }
        }
        return names.size() <= MOST && characters <= MOST_CHARACTERS;
    }

    private void add(@Nullable String name) {
        if (name != null && names.add(name)) {
            characters += name.length();
        }
    }
}
