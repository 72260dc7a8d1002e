package dev.millrace.feed.plan;

import dev.millrace.kit.expression.Expression;
import java.util.Map;

/** What says which meaning the bytes of a REDEFINES have in a record. Names are as written, in any case. */
public sealed interface RedefineChoice {

    /**
     * The value of a field says it.
     *
     * @param field may be qualified, and may stand behind the bytes in a layout of fixed length
     * @param alternatives the name of the item that each value stands for; a text is compared without the blanks around it
     */
    record ByValue(String field, Map<String, String> alternatives) implements RedefineChoice {
        public ByValue {
            alternatives = Map.copyOf(alternatives);
        }
    }

    /**
     * An expression over the decoded record says it, where its paths have the names of the record's schema. In a layout of fixed
     * length the whole record is there when it is asked, else what stands before the bytes.
     *
     * @param alternative holds when the expression does
     */
    record ByExpression(String alternative, Expression when) implements RedefineChoice {}
}
