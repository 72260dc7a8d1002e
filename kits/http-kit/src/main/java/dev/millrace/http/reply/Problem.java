package dev.millrace.http.reply;

import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The type of a problem (RFC 9457 section 3.1.1), which names it for machines and may be shown. */
public final class Problem {

    private static final String NAMESPACE = "urn:ietf:rfc:7807";
    private static final Pattern SHOWN = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private Problem() {}

    /** The type of a body that is declared as a problem; empty for none, and for the type that says nothing. */
    public static Optional<String> typeOf(ReplyBody body) {
        Optional<String> type = Optional.empty();
        if (body.isMedia("application/problem+json")) {
            type = body.json().map(root -> root.member("type")).flatMap(JsonTree::string);
        } else if (body.isMedia("application/problem+xml")) {
            type = body.xml().flatMap(document -> {
                NodeList found = document.getElementsByTagNameNS(NAMESPACE, "type");
                return Optional.ofNullable(found.item(0)).map(Node::getTextContent);
            });
        }
        return type.map(String::strip).filter(text -> !text.isEmpty() && !text.equals("about:blank"));
    }

    /** The type as it may be shown: an address without its query, which could hold data. */
    static Optional<String> shown(ReplyBody body) {
        return typeOf(body)
                .map(type -> type.split("\\?", 2)[0])
                .filter(type -> SHOWN.matcher(type).matches());
    }
}
