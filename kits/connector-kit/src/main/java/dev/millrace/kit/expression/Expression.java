package dev.millrace.kit.expression;

import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A question about a record that is answered with yes or no: {@code country in ('DE', 'AT') and amount >= 100},
 * {@code not $header.test exists}.
 *
 * <p>A path without a root begins at the record's value. What is not there, and a value of another type than what it is
 * compared with, is a no; {@code not} turns that into a yes. A path with a star is a yes when one of the things it leads to
 * is. Parsed and compiled once. Immutable, for any thread.
 */
public final class Expression {

    private final String text;
    private final Condition condition;

    Expression(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static Expression parse(String text) {
        return new Expression(text, new ExpressionParser(text, false).parse());
    }

    /**
     * Reads an expression that answers only what it could compare: for what is not there, and for a value of another type
     * than what it is compared with, {@link #test} fails. {@code exists} and {@code isNull} answer always, and so do they
     * guard what stands behind {@code and}; a null is of any type.
     *
     * @throws IllegalArgumentException when it is none; its message says what is wrong and at which character, from 1
     */
    public static Expression parseStrictly(String text) {
        return new Expression(text, new ExpressionParser(text, true).parse());
    }

    /**
     * Answers for one record of a source or a sink.
     *
     * @throws dev.millrace.kit.ConnectorFailure of kind MALFORMED when a regular expression would take too long for the text
     *     in this record, or where a strict expression has nothing to compare; its message names no value
     */
    public boolean test(ConnectRecord<?> record) {
        return condition.holds(record);
    }

    /**
     * Answers for a value that is in no record yet; what stands beside a value in a record is absent.
     *
     * @throws dev.millrace.kit.ConnectorFailure as for a record
     */
    public boolean test(@Nullable Schema schema, @Nullable Object value) {
        return condition.holds(new SourceRecord(Map.of(), Map.of(), "", schema, value));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
