package dev.millrace.http.reply;

import java.util.List;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import org.w3c.dom.Document;

/** What a body may say. Immutable; any thread may ask. */
sealed interface Condition {

    boolean holds(ReplyBody body);

    /** A value at a JSON pointer is one of these. */
    record ValueIs(Pointer pointer, List<String> wanted) implements Condition {

        public ValueIs {
            wanted = List.copyOf(wanted);
        }

        @Override
        public boolean holds(ReplyBody body) {
            return body.json().filter(this::holdsIn).isPresent();
        }

        boolean holdsIn(JsonTree root) {
            return pointer.in(root).stream().anyMatch(value -> wanted.stream().anyMatch(value::is));
        }
    }

    /** The body is JSON, and no value at a pointer is one of these. */
    record ValueIsNot(ValueIs excluded) implements Condition {

        @Override
        public boolean holds(ReplyBody body) {
            return body.json().filter(root -> !excluded.holdsIn(root)).isPresent();
        }
    }

    /** A value at a JSON pointer says something. */
    record ValueThere(Pointer pointer) implements Condition {

        @Override
        public boolean holds(ReplyBody body) {
            return body.json()
                    .filter(root -> pointer.in(root).stream().anyMatch(JsonTree::isSomething))
                    .isPresent();
        }
    }

    /** An XPath expression is true of the body. */
    record PathTrue(XPathExpression expression) implements Condition {

        @Override
        public boolean holds(ReplyBody body) {
            return body.xml().filter(this::isTrue).isPresent();
        }

        private boolean isTrue(Document document) {
            try {
                // Expressions are for one thread at a time.
                synchronized (expression) {
                    return expression.evaluateExpression(document, Boolean.class);
                }
            } catch (XPathExpressionException undecided) {
                return false;
            }
        }
    }

    /** The code of a SOAP fault, or one of its subcodes, is one of these. */
    record FaultIs(List<String> codes) implements Condition {

        public FaultIs {
            codes = List.copyOf(codes);
        }

        @Override
        public boolean holds(ReplyBody body) {
            return body.soap()
                    .flatMap(SoapFault.Envelope::fault)
                    .filter(fault -> fault.codes().stream().anyMatch(codes::contains))
                    .isPresent();
        }
    }

    /** The code of a GraphQL error is one of these. */
    record GraphQlCode(List<String> codes) implements Condition {

        public GraphQlCode {
            codes = List.copyOf(codes);
        }

        @Override
        public boolean holds(ReplyBody body) {
            return GraphQlReply.read(body)
                    .filter(reply -> reply.codes().stream().anyMatch(codes::contains))
                    .isPresent();
        }
    }

    /** The type of a problem is one of these. */
    record ProblemIs(List<String> types) implements Condition {

        public ProblemIs {
            types = List.copyOf(types);
        }

        @Override
        public boolean holds(ReplyBody body) {
            return Problem.typeOf(body).filter(types::contains).isPresent();
        }
    }
}
