package dev.millrace.transforms.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as XML 1.0, the other way round than {@link XmlTree}. A null is left out, or written as {@code xsi:nil}; a
 * default of a schema is never put in. What XML can't say is a {@link DocumentFault}. Immutable, for any thread.
 */
final class XmlWriting {

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NIL = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";
    private static final int DEEPEST = 500;

    private final XmlNaming naming;
    private final String root;
    private final boolean declares;
    private final boolean nils;

    /**
     * Writes values in one way.
     *
     * @param root the name of the document's element; empty where the value is an object of one field that names it
     * @param declares whether the XML declaration stands in front
     * @param nils whether a null is written
     */
    XmlWriting(XmlNaming naming, String root, boolean declares, boolean nils) {
        this.naming = naming;
        this.root = root;
        this.declares = declares;
        this.nils = nils;
    }

    /** A field with its name, and its schema where it has one. */
    private record Member(
            String name, @Nullable Schema schema, @Nullable Object value) {}

    String text(@Nullable Schema schema, Object value) {
        StringBuilder out = new StringBuilder(declares ? DECLARATION : "");
        Member whole = new Member(root, schema, value);
        if (root.isEmpty()) {
            List<Member> members = members(schema, value).orElseThrow(() -> new DocumentFault("no-root"));
            if (members.size() != 1) {
                throw new DocumentFault("no-root");
            }
            whole = members.get(0);
        }
        if (whole.value() instanceof List) {
            throw new DocumentFault("list-as-root");
        }
        new Document(out).element(whole, Map.of(), 0);
        if (out.length() == (declares ? DECLARATION.length() : 0)) {
            throw new DocumentFault("null");
        }
        return out.toString();
    }

    /** One document on its way. */
    private final class Document {

        private final StringBuilder out;

        private Document(StringBuilder out) {
            this.out = out;
        }

        private void element(Member member, Map<String, String> prefixes, int depth) {
            if (depth > DEEPEST) {
                throw new DocumentFault("too-deep");
            }
            Object value = member.value();
            if (value instanceof List<?> list) {
                Schema inner = member.schema() == null ? null : member.schema().valueSchema();
                for (Object next : list) {
                    if (next instanceof List) {
                        throw new DocumentFault("list-in-list");
                    }
                    element(new Member(member.name(), inner, next), prefixes, depth);
                }
                return;
            }
            if (value == null && !nils) {
                return;
            }
            Map<String, String> known = new HashMap<>(prefixes);
            StringBuilder declarations = new StringBuilder();
            String name = XmlNames.written(member.name(), known, declarations, false);
            out.append('<').append(name);
            if (value == null) {
                out.append(declarations).append(NIL);
                return;
            }
            Optional<List<Member>> members = members(member.schema(), value);
            if (members.isEmpty()) {
                out.append(declarations).append('>');
                XmlNames.text(out, XmlNames.scalar(member.schema(), value));
            } else {
                List<Member> inner = attributes(members.get(), known, declarations);
                out.append('>');
                for (Member next : inner) {
                    if (next.name().equals(naming.textKey())) {
                        textOf(next);
                    } else {
                        element(next, known, depth + 1);
                    }
                }
            }
            out.append("</").append(name).append('>');
        }

        /** Writes those members that are attributes, and gives back the others. */
        private List<Member> attributes(List<Member> members, Map<String, String> known, StringBuilder declarations) {
            StringBuilder attributes = new StringBuilder();
            List<Member> others = new ArrayList<>(members.size());
            for (Member member : members) {
                if (!member.name().startsWith(naming.attributePrefix())) {
                    others.add(member);
                } else if (member.value() != null) {
                    String name =
                            member.name().substring(naming.attributePrefix().length());
                    attributes
                            .append(' ')
                            .append(XmlNames.written(name, known, declarations, true))
                            .append("=\"");
                    XmlNames.attribute(attributes, XmlNames.scalar(member.schema(), member.value()));
                    attributes.append('"');
                }
            }
            out.append(declarations).append(attributes);
            return others;
        }

        private void textOf(Member member) {
            if (member.value() != null) {
                XmlNames.text(out, XmlNames.scalar(member.schema(), member.value()));
            }
        }
    }

    private static Optional<List<Member>> members(@Nullable Schema schema, @Nullable Object value) {
        List<Member> members = new ArrayList<>();
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                members.add(new Member(field.name(), field.schema(), struct.getWithoutDefault(field.name())));
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw new DocumentFault("not-a-name");
                }
                members.add(new Member(name, schema == null ? null : schema.valueSchema(), entry.getValue()));
            }
        } else {
            return Optional.empty();
        }
        return Optional.of(members);
    }
}
