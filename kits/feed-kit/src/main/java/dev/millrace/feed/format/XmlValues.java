package dev.millrace.feed.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of an element: the text of one that has nothing else, or a map of its attributes, elements and text; what
 * occurs several times becomes a list. An element with {@code xsi:nil="true"} is null.
 */
final class XmlValues {

    private final XmlSettings settings;
    private final Deque<Element> open = new ArrayDeque<>();
    private @Nullable Object value;

    XmlValues(XmlSettings settings) {
        this.settings = settings;
    }

    /** An element that is not closed yet. */
    private static final class Element {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private boolean nil;
    }

    /** A start tag; the first is the record's. */
    void start(XMLStreamReader2 parser) {
        Element element = new Element();
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            String namespace = parser.getAttributeNamespace(i);
            if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
                element.nil |= parser.getAttributeLocalName(i).equals("nil")
                        && parser.getAttributeValue(i).trim().matches("true|1");
            } else {
                String key = settings.attributePrefix() + key(namespace, parser.getAttributeLocalName(i));
                add(element.members, key, false, parser.getAttributeValue(i));
            }
        }
        open.push(element);
    }

    void text(XMLStreamReader2 parser) {
        open.element().text.append(parser.getTextCharacters(), parser.getTextStart(), parser.getTextLength());
    }

    /** An end tag; true when it was the record's, and {@link #value} holds it. */
    boolean end(XMLStreamReader2 parser) {
        Object made = made(open.pop());
        if (open.isEmpty()) {
            value = made;
            return true;
        }
        String name = parser.getLocalName();
        add(
                open.element().members,
                key(parser.getNamespaceURI(), name),
                settings.lists().contains(name),
                made);
        return false;
    }

    @Nullable
    Object value() {
        return value;
    }

    /** Forgets the record that was begun. */
    void clear() {
        open.clear();
        value = null;
    }

    private @Nullable Object made(Element element) {
        if (element.members.isEmpty()) {
            return element.nil ? null : element.text.toString();
        }
        String text = element.text.toString().strip();
        if (!text.isEmpty()) {
            add(element.members, settings.textKey(), false, text);
        }
        return element.members;
    }

    private static void add(
            Map<String, @Nullable Object> members, String key, boolean alwaysList, @Nullable Object made) {
        boolean repeated = members.containsKey(key);
        Object before = members.get(key);
        if (repeated && before instanceof Several several) {
            several.add(made);
        } else if (repeated || alwaysList) {
            Several several = new Several();
            if (repeated) {
                several.add(before);
            }
            several.add(made);
            members.put(key, several);
        } else {
            members.put(key, made);
        }
    }

    private String key(@Nullable String namespace, String name) {
        return settings.keepsNamespaces() && namespace != null && !namespace.isEmpty()
                ? "{" + namespace + "}" + name
                : name;
    }

    /** The list that repetition makes; no value of a single element is one. */
    private static final class Several extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;
    }
}
