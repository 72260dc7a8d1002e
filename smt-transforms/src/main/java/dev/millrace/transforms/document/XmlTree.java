package dev.millrace.transforms.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a document from its events, as the feeds do: an element that has nothing but text is that text; any other
 * is an object of its attributes, elements and text. What occurs several times becomes a list. An element with
 * {@code xsi:nil="true"} and nothing else is null. Text between elements is joined, without the blanks around it.
 */
final class XmlTree {

    private final XmlNaming naming;
    private final XmlLayout layout;
    private final DocumentLimits limits;
    private final Deque<Element> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private @Nullable Object value;
    private int elements;

    XmlTree(XmlNaming naming, XmlLayout layout, DocumentLimits limits) {
        this.naming = naming;
        this.layout = layout;
        this.limits = limits;
    }

    /** An element that is not closed yet. */
    private static final class Element {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private boolean nil;
    }

    void start(XMLStreamReader events) {
        int count = events.getAttributeCount();
        elements += 1 + count;
        limits.checkElements(elements);
        limits.checkDepth(open.size() + 1);
        Element element = new Element();
        for (int i = 0; i < count; i++) {
            attribute(
                    element,
                    events.getAttributeNamespace(i),
                    events.getAttributeLocalName(i),
                    events.getAttributeValue(i));
        }
        open.push(element);
        names.push(name(events.getNamespaceURI(), events.getLocalName()));
    }

    private void attribute(Element element, @Nullable String namespace, String local, String given) {
        if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
            String said = given.strip();
            element.nil |= local.equals("nil") && (said.equals("true") || said.equals("1"));
            return;
        }
        Object before = element.members.put(naming.attributePrefix() + name(namespace, local), given);
        if (before != null) {
            // Two attributes that only their namespaces tell apart.
            throw new DocumentFault("duplicate-key");
        }
    }

    void text(String text) {
        Element element = open.peek();
        if (element != null) {
            element.text.append(text);
        }
    }

    void end() {
        Object made = made(open.pop());
        Element outer = open.peek();
        boolean list = layout.isList(layout.path(names));
        String name = names.pop();
        if (outer != null) {
            add(outer.members, name, list, made);
        } else if (layout.keepsRoot()) {
            Map<String, @Nullable Object> root = new LinkedHashMap<>();
            add(root, name, list, made);
            value = root;
        } else {
            value = made;
        }
    }

    /** What the document became; null before its end. */
    @Nullable
    Object value() {
        return value;
    }

    private @Nullable Object made(Element element) {
        if (element.members.isEmpty()) {
            return element.nil ? null : element.text.toString();
        }
        String text = element.text.toString().strip();
        if (!text.isEmpty()) {
            add(element.members, naming.textKey(), false, text);
        }
        return element.members;
    }

    private static void add(
            Map<String, @Nullable Object> members, String name, boolean alwaysList, @Nullable Object made) {
        Object before = members.get(name);
        boolean repeated = before != null || members.containsKey(name);
        if (before instanceof Several several) {
            several.add(made);
        } else if (repeated || alwaysList) {
            Several several = new Several();
            if (repeated) {
                several.add(before);
            }
            several.add(made);
            members.put(name, several);
        } else {
            members.put(name, made);
        }
    }

    private String name(@Nullable String namespace, String local) {
        return layout.keepsNamespaces() ? XmlNaming.qualified(namespace, local) : local;
    }

    /** The list that repetition makes; no value of a single element is one. */
    private static final class Several extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;
    }
}
